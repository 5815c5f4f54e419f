"""Addresses of briefs and outlines, all under /desk/insight/."""

from django.urls import path

from sixia.insight.briefs.desk import pages

urlpatterns = [
    path("brief", pages.BriefView.as_view(), name="desk_brief"),
    path("brief/mail", pages.Mail.as_view(), name="desk_brief_mail"),
    path("outline", pages.OutlineView.as_view(), name="desk_outline"),
]
