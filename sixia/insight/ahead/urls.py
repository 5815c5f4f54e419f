"""Addresses of this room, all for officials."""

from django.urls import path

from sixia.insight.ahead.desk import behind, kept, pages, samples

urlpatterns = [
    path("ahead", pages.AheadView.as_view(), name="desk_ahead"),
    path("ahead/keep", pages.KeepView.as_view(), name="desk_ahead_keep"),
    path("ahead/kept", kept.KeptList.as_view(), name="desk_ahead_kept"),
    path("ahead/kept/<int:pk>", kept.KeptView.as_view(), name="desk_ahead_list"),
    path("ahead/samples", samples.SamplesView.as_view(), name="desk_ahead_samples"),
    path("ahead/samples/<int:pk>", samples.SampleView.as_view(), name="desk_ahead_sample"),
    path("ahead/<int:pk>/<slug:part>", behind.behind, name="desk_ahead_part"),
]
