"""Addresses of this room, under /desk/."""

from django.urls import path

from sixia.orders.desk import board, move

urlpatterns = [
    path("orders", board.OrderList.as_view(), name="desk_orders"),
    path("orders/<int:pk>", move.OrderPage.as_view(), name="desk_order"),
    path("orders/<int:pk>/<slug:move>", move.MovePage.as_view(), name="desk_order_move"),
]
