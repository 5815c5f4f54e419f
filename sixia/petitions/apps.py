"""Registers the room with Django."""

from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "sixia.petitions"
    label = "petitions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the stories in the journal, fill menus and slots."""
        from sixia.petitions import menu, papers, telling  # models exist only now

        papers.fill()
        telling.fill()
        menu.fill()
