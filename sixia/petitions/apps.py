"""Registers the room with Django."""

from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "sixia.petitions"
    label = "petitions"
    default_auto_field = "django.db.models.BigAutoField"
