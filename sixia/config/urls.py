"""All addresses: residents at the root, officials under /desk/."""

from django.urls import include, path

urlpatterns = [
    path("", include("sixia.people.urls")),
]
