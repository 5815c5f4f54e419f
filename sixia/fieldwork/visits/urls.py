"""Addresses of this room, all under /desk/."""

from django.urls import path

from sixia.fieldwork.visits.desk import calendar, ground, lines, people, planning, report, visits

urlpatterns = [
    path("desk/visits", visits.VisitList.as_view(), name="desk_visits"),
    path("desk/visits/new", planning.PlanView.as_view(), name="desk_visit_new"),
    path("desk/visits/calendar", calendar.CalendarView.as_view(), name="desk_visit_calendar"),
    path("desk/visits/coverage", ground.CoverageView.as_view(), name="desk_visit_coverage"),
    path("desk/visits/report", report.ReportView.as_view(), name="desk_visit_report"),
    path("desk/visits/day/<str:day>", ground.RouteView.as_view(), name="desk_visit_route"),
    path("desk/visits/places/<int:pk>", ground.DossierView.as_view(), name="desk_visit_dossier"),
    path("desk/visits/lines/<int:pk>/<slug:into>", lines.LineView.as_view(), name="desk_visit_line"),
    path("desk/visits/<int:pk>/people/<int:person>/<slug:step>", people.PersonView.as_view(), name="desk_visit_person"),
    path("desk/visits/<int:pk>", visits.VisitView.as_view(), name="desk_visit"),
    path("desk/visits/<int:pk>/<slug:move>", visits.VisitMove.as_view(), name="desk_visit_move"),
]
