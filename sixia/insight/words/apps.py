"""Registers the room with Django."""

from django.apps import AppConfig


class WordsConfig(AppConfig):
    name = "sixia.insight.words"
    label = "words"
    default_auto_field = "django.db.models.BigAutoField"
