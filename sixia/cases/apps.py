"""Registers the room with Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "sixia.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the menus of desk and residents, and say which voices a browser has open still."""
        from sixia.cases.desk import menu, working_menu  # models exist only now
        from sixia.cases.public import menu as residents  # models exist only now
        from sixia.cases.queries.own import still_open  # models exist only now
        from sixia.people.middleware import use_voices  # as above

        use_voices(still_open)
        menu.fill()
        working_menu.fill()
        residents.fill()
