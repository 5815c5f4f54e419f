"""Addresses of the frame's own pages."""

from django.urls import path
from django.views.i18n import set_language

from sixia.ui import views

urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("large-type/", views.elder, name="elder"),
    path("healthz", views.health, name="health"),
]
