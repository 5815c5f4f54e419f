"""Addresses of this room: residents' at the root, officials' under /desk/."""

from django.urls import path

from sixia.fieldwork.reception.desk import days, planning
from sixia.fieldwork.reception.public import days as public

urlpatterns = [
    path("receptions", public.PublicList.as_view(), name="receptions"),
    path("receptions/<int:pk>", public.day, name="reception"),
    path("desk/receptions", days.DayList.as_view(), name="desk_receptions"),
    path("desk/receptions/plan", planning.PlanView.as_view(), name="desk_reception_plan"),
    path("desk/receptions/new", planning.AddView.as_view(), name="desk_reception_new"),
    path("desk/receptions/<int:pk>", days.DayView.as_view(), name="desk_reception"),
    path("desk/receptions/<int:pk>/<slug:move>", days.DayMove.as_view(), name="desk_reception_move"),
]
