"""Registers the configuration with Django and wires the rooms together when all are loaded."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Last of the rooms to be ready."""

    name = "sixia.config"
    label = "config"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sixia.config import checks  # noqa: F401  # registers itself; models must be loaded first
        from sixia.config.wiring import wire  # as above

        wire()
