"""Addresses of the channel, and of the page where its keys are made."""

from django.urls import path, re_path

from sixia.interop.open311 import api, desk

urlpatterns = [
    re_path(r"^open311/v2(?:/(?P<path>(?s:.*)))?\Z", api.entry, name="open311"),
    path("desk/keys/", desk.KeyList.as_view(), name="interop_keys"),
    path("desk/keys/new/", desk.NewKey.as_view(), name="interop_key_new"),
    path("desk/keys/<int:pk>/revoke/", desk.RevokeKey.as_view(), name="interop_key_revoke"),
]
