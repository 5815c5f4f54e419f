"""Registers the room with Django."""

from django.apps import AppConfig


class BriefsConfig(AppConfig):
    name = "sixia.insight.briefs"
    label = "insight_briefs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the papers, fill the menu and the start page."""
        from sixia.insight.briefs import menu, papers  # models exist only now

        papers.fill()
        menu.fill()
