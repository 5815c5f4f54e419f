"""Registers the room with Django."""

from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "sixia.problems"
    label = "problems"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the rules a county may tune and the paper of a problem, tell the stories of cases, fill menus and slots."""
        from sixia.catalog.rules.settings import RULES  # the registry must be whole before a profile is read
        from sixia.problems import menu, norms, papers, telling  # models exist only now
        from sixia.problems.desk import lasting_menu  # the same
        from sixia.problems.lasting import norms as lasting  # the same

        RULES.update(norms.SPECS)
        RULES.update(lasting.SPECS)
        papers.fill()
        telling.fill()
        menu.fill()
        lasting_menu.fill()
