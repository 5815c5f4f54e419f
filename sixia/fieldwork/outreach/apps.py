"""Registers the room with Django."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "sixia.fieldwork.outreach"
    label = "outreach"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the rules a county may tune, and fill menus and slots."""
        from sixia.catalog.rules.settings import RULES  # the registry must be whole before a profile is read
        from sixia.fieldwork.outreach import menu, norms  # models exist only now

        RULES.update(norms.SPECS)
        menu.fill()
