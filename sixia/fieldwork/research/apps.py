"""Registers the room with Django."""

from django.apps import AppConfig


class ResearchConfig(AppConfig):
    name = "sixia.fieldwork.research"
    label = "research"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the rules a county may tune, fill menus and slots, and tell the room of papers about the report."""
        from sixia.catalog.rules.settings import RULES  # the registry must be whole before a profile is read
        from sixia.fieldwork.research import menu, norms, papers  # models exist only now

        RULES.update(norms.SPECS)
        menu.fill()
        papers.fill()
