"""Registers the room with Django."""

from django.apps import AppConfig


class OnsiteConfig(AppConfig):
    name = "sixia.fieldwork.onsite"
    label = "onsite"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the rules a county may tune, the papers it prints, and fill menus and slots."""
        from sixia.catalog.rules.settings import RULES  # the registry must be whole before a profile is read
        from sixia.fieldwork.onsite import menu, norms, papers  # models exist only now

        RULES.update(norms.SPECS)
        menu.fill()
        papers.fill()
