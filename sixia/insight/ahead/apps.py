"""Registers the room with Django."""

from django.apps import AppConfig


class AheadConfig(AppConfig):
    name = "sixia.insight.ahead"
    label = "ahead"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the rules a county may tune; fill menus and the dossier of places."""
        from sixia.catalog.rules.settings import RULES  # the registry must be whole before a profile is read
        from sixia.insight.ahead import menu, norms  # models exist only now

        RULES.update(norms.SPECS)
        menu.fill()
