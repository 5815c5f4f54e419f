"""Registers the room with Django."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "sixia.fieldwork.surveys"
    label = "surveys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the menus."""
        from sixia.fieldwork.surveys import menu  # models exist only now

        menu.fill()
