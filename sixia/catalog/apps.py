"""Registers the room with Django."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "sixia.catalog"
    label = "catalog"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the desk's menu."""
        from sixia.catalog import menu  # the menu's words need the apps

        menu.fill()
