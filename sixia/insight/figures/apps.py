"""Registers the room with Django."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "sixia.insight.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the menus."""
        from sixia.insight.figures import menu  # models exist only now

        menu.fill()
