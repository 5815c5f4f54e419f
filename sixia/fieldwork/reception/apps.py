"""Registers the room with Django."""

from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "sixia.fieldwork.reception"
    label = "reception"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the rules a county may tune, and fill menus and slots."""
        from sixia.catalog.rules.settings import RULES  # the registry must be whole before a profile is read
        from sixia.fieldwork.reception import menu, norms  # models exist only now

        RULES.update(norms.SPECS)
        menu.fill()
