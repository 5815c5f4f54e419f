"""Registers the room with Django."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "sixia.orders"
    label = "orders"
    default_auto_field = "django.db.models.BigAutoField"
