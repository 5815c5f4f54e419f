"""Addresses of this room: `public.py` at the root, `working.py` and `desk.py` under /desk/."""

from django.urls import include, path

urlpatterns = [
    path("", include("sixia.cases.urls.public")),
    path("desk/", include("sixia.cases.urls.working")),
    path("desk/", include("sixia.cases.urls.desk")),
]
