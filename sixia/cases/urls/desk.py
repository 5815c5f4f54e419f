"""Addresses of the officials' pages, under /desk/."""

from django.urls import path

from sixia.cases.desk import case, cases, dispatch, find, hear, helper, home, move, scan, voice

urlpatterns = [
    path("", home.Home.as_view(), name="desk"),
    path("later", home.HomeLater.as_view(), name="desk_later"),
    path("hear", hear.Hear.as_view(), name="desk_hear"),
    path("hear/scan", scan.Scan.as_view(), name="desk_scan"),
    path("hear/assist", hear.Assist.as_view(), name="desk_assist"),
    path("dispatch", dispatch.Queue.as_view(), name="desk_dispatch"),
    path("dispatch/rules", dispatch.Preview.as_view(), name="desk_preview"),
    path("dispatch/<int:pk>", dispatch.Queue.as_view(), name="desk_dispatch_one"),
    path("dispatch/<int:pk>/panel", dispatch.Panel.as_view(), name="desk_panel"),
    path("arbitrate", dispatch.Arbitration.as_view(), name="desk_arbitrate"),
    path("cases", cases.CaseList.as_view(), name="desk_cases"),
    path("find", find.Find.as_view(), name="desk_find"),
    path("help-someone", helper.help_someone, name="help_someone"),
    path("help-someone/<str:receipt>", helper.helper_receipt, name="helper_receipt"),
    path("cases/<int:pk>", case.CaseView.as_view(), name="desk_case"),
    path("cases/<int:pk>/beside", case.Beside.as_view(), name="desk_case_beside"),
    path("cases/<int:pk>/caller", case.CallerView.as_view(), name="desk_caller"),
    path("cases/<int:pk>/<slug:move>", move.MovePage.as_view(), name="desk_move"),
    path("voices/<int:pk>/reveal", voice.Reveal.as_view(), name="desk_reveal"),
    path("voices/<int:pk>/passcode", voice.Passcode.as_view(), name="desk_passcode"),
    path("voices/<int:pk>/withdraw", voice.Withdraw.as_view(), name="desk_withdraw"),
    path("voices/<int:pk>/representative", voice.Representative.as_view(), name="desk_representative"),
]
