"""The room's addresses alone."""

from django.urls import include, path

urlpatterns = [path("places/", include("sixia.places.urls"))]
