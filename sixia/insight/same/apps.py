"""Registers the room with Django."""

from django.apps import AppConfig


class SameConfig(AppConfig):
    name = "sixia.insight.same"
    label = "same"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the slots of the pages where people write and dispatch."""
        from sixia.insight.same import menu  # models exist only now

        menu.fill()
