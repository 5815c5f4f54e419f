"""All addresses: residents at the root, officials under /desk/."""

from django.urls import include, path

handler400 = "sixia.ui.views.bad_request"
handler403 = "sixia.ui.views.forbidden"
handler404 = "sixia.ui.views.not_found"
handler500 = "sixia.ui.views.broken"

urlpatterns = [
    path("", include("sixia.ui.urls")),
    path("", include("sixia.people.urls")),
    path("", include("sixia.papers.urls")),
    path("places/", include("sixia.places.urls")),
    path("", include("sixia.petitions.urls")),
    path("", include("sixia.cases.urls")),
    path("", include("sixia.problems.urls")),
    path("", include("sixia.oversight.urls")),
    path("", include("sixia.fieldwork.visits.urls")),
    path("", include("sixia.fieldwork.surveys.urls")),
    path("", include("sixia.fieldwork.reception.urls")),
    path("", include("sixia.fieldwork.outreach.urls")),
    path("", include("sixia.fieldwork.onsite.urls")),
    path("", include("sixia.fieldwork.outreach.urls")),
    path("", include("sixia.fieldwork.research.urls")),
    path("", include("sixia.fieldwork.offline.urls")),
    path("", include("sixia.insight.figures.urls")),
    path("desk/insight/", include("sixia.insight.suggestions.urls")),
    path("desk/insight/", include("sixia.insight.hot.urls")),
    path("desk/insight/", include("sixia.insight.ahead.urls")),
    path("desk/insight/", include("sixia.insight.briefs.urls")),
    path("desk/", include("sixia.orders.urls")),
    path("desk/", include("sixia.catalog.urls")),
    path("", include("sixia.interop.open311.urls")),
    path("desk/", include("sixia.interop.urls")),
]
