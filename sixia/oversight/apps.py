"""Registers the room with Django."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "sixia.oversight"
    label = "oversight"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the rules a county may tune, tell the stories in the journal, fill menus and slots."""
        from sixia.catalog.rules.settings import RULES  # the registry must be whole before a profile is read
        from sixia.oversight import menu, norms, telling  # models exist only now

        RULES.update(norms.SPECS)
        telling.fill()
        menu.fill()
