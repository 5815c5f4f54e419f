"""Registers the room with Django."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "sixia.config"
    label = "config"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sixia.config import checks  # noqa: F401  # importing registers the checks, which needs the apps
