"""Registers the room with Django."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "sixia.catalog"
    label = "catalog"
    default_auto_field = "django.db.models.BigAutoField"
