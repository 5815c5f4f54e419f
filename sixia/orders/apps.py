"""Registers the room with Django."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "sixia.orders"
    label = "orders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Fill the desk's menu and the slots of matters."""
        from sixia.orders.desk import menu  # models exist only now

        menu.fill()
