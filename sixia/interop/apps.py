"""Registers the room with Django."""

from django.apps import AppConfig


class InteropConfig(AppConfig):
    name = "sixia.interop"
    label = "interop"
    default_auto_field = "django.db.models.BigAutoField"
