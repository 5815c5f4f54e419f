"""Registers the room with Django."""

from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "sixia.fieldwork.reception"
    label = "reception"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the rules a county may tune, what “close” closes on a shared computer, and fill menus and slots."""
        from sixia.cases.public import own as opened  # models exist only now
        from sixia.catalog.rules.settings import RULES  # the registry must be whole before a profile is read
        from sixia.fieldwork.reception import menu, norms, papers, visiting  # models exist only now
        from sixia.fieldwork.reception.public import own  # the same

        opened.OPENED.update({own.BOOKINGS, own.FRESH})
        RULES.update(norms.SPECS)
        menu.fill()
        papers.fill()
        visiting.fill()
