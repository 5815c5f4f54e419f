"""Registers the room with Django."""

from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "sixia.insight.answers"
    label = "insight_answers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the slots of the pages where people ask and answer."""
        from sixia.insight.answers import menu  # models exist only now

        menu.fill()
