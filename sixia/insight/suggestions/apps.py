"""Registers the room with Django."""

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "sixia.insight.suggestions"
    label = "suggestions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the menu and the slots of the pages below."""
        from sixia.insight.suggestions import menu  # models exist only now

        menu.fill()
