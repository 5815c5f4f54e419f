"""Registers the room with Django."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "sixia.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell of templates in the story of their unit, fill the desk's menu."""
        from sixia.papers import menu  # models exist only now

        menu.fill()
