"""Registers the room with Django."""

from django.apps import AppConfig


class ResearchConfig(AppConfig):
    name = "sixia.fieldwork.research"
    label = "research"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill menus and slots, and tell the room of papers about the report."""
        from sixia.fieldwork.research import menu, papers  # models exist only now

        menu.fill()
        papers.fill()
