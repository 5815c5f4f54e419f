"""The frame's own addresses alone, so that these tests need no other room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from sixia.ui.limits import limited

handler404 = "sixia.ui.views.not_found"


@limited("told", per_minute=2)
def told(request: HttpRequest) -> HttpResponse:
    return HttpResponse("heard")


def plain(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/resident.html")


urlpatterns = [
    path("", include("sixia.ui.urls")),
    path("told/", told, name="told"),
    path("", plain, name="plain"),
    path("deep/er/", plain, name="deeper"),
]
