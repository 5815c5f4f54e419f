"""Registers the room with Django."""

from django.apps import AppConfig


class ResearchConfig(AppConfig):
    name = "sixia.fieldwork.research"
    label = "research"
    default_auto_field = "django.db.models.BigAutoField"
