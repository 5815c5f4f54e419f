"""All addresses: residents at the root, officials under /desk/."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
