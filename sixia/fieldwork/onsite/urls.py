"""Addresses of this room."""

from django.urls import path

from sixia.fieldwork.onsite import public
from sixia.fieldwork.onsite.desk import calls, deciding, following, offices, papers

urlpatterns = [
    path("on-site", public.PublicList.as_view(), name="onsite_offices"),
    path("on-site/<int:pk>", public.office, name="onsite_office"),
    path("desk/onsite", offices.OfficeList.as_view(), name="desk_onsites"),
    path("desk/onsite/new", offices.NewOffice.as_view(), name="desk_onsite_new"),
    path("desk/onsite/decisions", following.DecisionList.as_view(), name="desk_onsite_decisions"),
    path("desk/onsite/upon/<int:pk>", offices.Upon.as_view(), name="desk_onsite_upon"),
    path("desk/onsite/files/<int:pk>", deciding.FileView.as_view(), name="desk_onsite_file"),
    path("desk/onsite/items/<int:pk>/<slug:kind>", deciding.DecideView.as_view(), name="desk_onsite_decide"),
    path("desk/onsite/<int:pk>", offices.OfficeView.as_view(), name="desk_onsite"),
    path("desk/onsite/<int:pk>/agenda", offices.AgendaView.as_view(), name="desk_onsite_agenda"),
    path("desk/onsite/<int:pk>/minutes", papers.MinutesPaper.as_view(), name="desk_onsite_minutes"),
    path("desk/onsite/<int:pk>/<slug:move>", offices.OfficeMove.as_view(), name="desk_onsite_move"),
    path("desk/calls", calls.CallList.as_view(), name="desk_calls"),
    path("desk/calls/new", calls.NewCall.as_view(), name="desk_whistle_new"),
    path("desk/calls/figures", calls.FiguresView.as_view(), name="desk_whistle_figures"),
    path("desk/calls/units/<int:pk>/<slug:move>", calls.CalledMove.as_view(), name="desk_called_move"),
    path("desk/calls/<int:pk>", calls.CallView.as_view(), name="desk_whistle"),
    path("desk/calls/<int:pk>/<slug:move>", calls.CallMove.as_view(), name="desk_whistle_move"),
]
