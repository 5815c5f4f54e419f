"""Addresses of this room, all for officials."""

from django.urls import path

from sixia.insight.suggestions import desk

urlpatterns = [
    path("suggestions", desk.CardView.as_view(), name="desk_suggestions"),
    path("suggestions/changed", desk.Changed.as_view(), name="desk_suggestions_changed"),
]
