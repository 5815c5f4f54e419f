"""Addresses of the outbox, under /desk/."""

from django.urls import path

from sixia.interop import desk

urlpatterns = [
    path("outbox", desk.Outbox.as_view(), name="desk_outbox"),
    path("outbox/given-up", desk.GivenUp.as_view(), name="desk_given_up"),
    path("outbox/<int:pk>", desk.MessagePage.as_view(), name="desk_message"),
]
