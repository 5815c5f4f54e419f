"""Addresses of this room, under /desk/."""

from django.urls import path

from sixia.catalog import desk

urlpatterns = [
    path("catalog", desk.Rules.as_view(), name="catalog_rules"),
    path("catalog/change", desk.Revise.as_view(), name="catalog_change"),
]
