"""Registers the room with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "sixia.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
