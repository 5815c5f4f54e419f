"""Registers the room with Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "sixia.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the menus of desk and residents."""
        from sixia.cases.desk import menu, working_menu  # models exist only now
        from sixia.cases.public import menu as residents  # models exist only now

        menu.fill()
        working_menu.fill()
        residents.fill()
