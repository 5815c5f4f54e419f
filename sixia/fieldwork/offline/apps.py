"""Registers the room with Django."""

from django.apps import AppConfig


class OfflineConfig(AppConfig):
    name = "sixia.fieldwork.offline"
    label = "offline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the verbs known, and fill menus and slots."""
        from sixia.fieldwork.offline import menu  # models exist only now
        from sixia.fieldwork.offline.verbs import onsite, reception, surveys, visits  # noqa: F401  # importing registers them

        menu.fill()
