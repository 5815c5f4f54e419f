"""Registers the room with Django."""

from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "sixia.problems"
    label = "problems"
    default_auto_field = "django.db.models.BigAutoField"
