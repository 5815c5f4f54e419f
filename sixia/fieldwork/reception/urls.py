"""Addresses of this room: residents' at the root, officials' under /desk/."""

from django.urls import path

from sixia.fieldwork.reception.desk import days, ledger, month, papers, planning, queue, sitting
from sixia.fieldwork.reception.public import bookings
from sixia.fieldwork.reception.public import days as public

urlpatterns = [
    path("receptions", public.PublicList.as_view(), name="receptions"),
    path("receptions/<int:pk>", public.day, name="reception"),
    path("receptions/booking", bookings.open_booking, name="reception_open"),
    path("receptions/booking/<str:receipt>", bookings.booking, name="reception_booking"),
    path("receptions/<int:pk>/book", bookings.book, name="reception_book"),
    path("receptions/<int:pk>/waiting", bookings.waiting, name="reception_waiting"),
    path("desk/receptions", days.DayList.as_view(), name="desk_receptions"),
    path("desk/receptions/calendar", month.MonthView.as_view(), name="desk_reception_month"),
    path("desk/receptions/plan", planning.PlanView.as_view(), name="desk_reception_plan"),
    path("desk/receptions/plan/paper", papers.PlanPaper.as_view(), name="desk_reception_plan_paper"),
    path("desk/receptions/<int:pk>/paper", papers.NoticePaper.as_view(), name="desk_reception_paper"),
    path("desk/receptions/new", planning.AddView.as_view(), name="desk_reception_new"),
    path("desk/receptions/register", ledger.RegisterList.as_view(), name="desk_reception_register"),
    path("desk/receptions/ledger", ledger.LedgerList.as_view(), name="desk_reception_ledger"),
    path("desk/receptions/<int:pk>/queue", queue.QueueView.as_view(), name="desk_reception_queue"),
    path("desk/receptions/<int:pk>/take", queue.TakeView.as_view(), name="desk_reception_take"),
    path("desk/bookings/<int:pk>", sitting.SittingView.as_view(), name="desk_sitting"),
    path("desk/bookings/<int:pk>/look", queue.LookView.as_view(), name="desk_booking_look"),
    path("desk/bookings/<int:pk>/<slug:step>", queue.StepView.as_view(), name="desk_booking_step"),
    path("desk/receptions/<int:pk>", days.DayView.as_view(), name="desk_reception"),
    path("desk/receptions/<int:pk>/<slug:move>", days.DayMove.as_view(), name="desk_reception_move"),
]
