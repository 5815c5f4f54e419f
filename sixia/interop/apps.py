"""Registers the room with Django."""

from django.apps import AppConfig


class InteropConfig(AppConfig):
    name = "sixia.interop"
    label = "interop"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the desk's menu."""
        from sixia.interop import desk  # models exist only now
        from sixia.interop.open311 import menu  # models exist only now

        menu.fill()
        desk.fill()
