"""Addresses of Word templates, under /desk/."""

from django.urls import path

from sixia.papers import desk

urlpatterns = [
    path("desk/papers/", desk.TemplateList.as_view(), name="papers"),
    path("desk/papers/new/", desk.NewTemplate.as_view(), name="papers_new"),
    path("desk/papers/kinds/", desk.KindList.as_view(), name="papers_kinds"),
    path("desk/papers/kinds/<slug:kind>/<slug:language>.docx", desk.Builtin.as_view(), name="papers_builtin"),
    path("desk/papers/<int:pk>/", desk.TemplateFile.as_view(), name="papers_file"),
    path("desk/papers/<int:pk>/retire/", desk.RetireTemplate.as_view(), name="papers_retire"),
]
