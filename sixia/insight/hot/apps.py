"""Registers the room with Django."""

from django.apps import AppConfig


class HotConfig(AppConfig):
    name = "sixia.insight.hot"
    label = "hot"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill menus and slots."""
        from sixia.insight.hot import menu  # models exist only now

        menu.fill()
