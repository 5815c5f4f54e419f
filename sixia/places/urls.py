"""Addresses of the territory, to be included under `places/`."""

from django.urls import path

from sixia.places import public

app_name = "places"
urlpatterns = [
    path("", public.roots, name="roots"),
    path("find", public.find, name="find"),
    path("at", public.at, name="at"),
    path("<str:code>/children", public.children, name="children"),
    path("<str:code>/outlines", public.outlines, name="outlines"),
]
