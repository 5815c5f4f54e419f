"""Addresses of the working pages around the case, under /desk/; before `desk.py`, since writing an answer has its own page."""

from django.urls import path, re_path

from sixia.cases.desk import answering, callback, checking, contacting, erase, excluding, figures, files, supervise, today

urlpatterns = [
    re_path(r"^cases/(?P<pk>[0-9]{1,18})/(?:answer|interim)$", answering.AnswerPage.as_view()),
    path("cases/<int:pk>/answer/check", answering.CheckPage.as_view(), name="desk_answer_check"),
    path("cases/<int:pk>/exclusion", excluding.AskExclusion.as_view(), name="desk_exclusion_ask"),
    path("voices/<int:pk>/contact", contacting.LogContact.as_view(), name="desk_contact"),
    path("files/<int:pk>", files.FileView.as_view(), name="desk_file"),
    path("erase", erase.Erase.as_view(), name="desk_erase"),
    path("check", checking.CheckList.as_view(), name="desk_check"),
    path("callback", callback.CallbackList.as_view(), name="desk_callback"),
    path("callback/next", callback.CallNext.as_view(), name="desk_call_first"),
    path("callback/<int:pk>", callback.CallPage.as_view(), name="desk_call"),
    path("callback/<int:pk>/next", callback.CallNext.as_view(), name="desk_call_next"),
    path("callback/<int:pk>/phone", callback.CallPhone.as_view(), name="desk_call_phone"),
    re_path(
        r"^callback/(?P<pk>[0-9]{1,18})/(?P<act>attempt|verdict|later|give_up)$", callback.CallAct.as_view(), name="desk_call_act"
    ),
    path("supervise", supervise.SuperviseList.as_view(), name="desk_supervise"),
    path("supervise/extensions", supervise.ExtensionList.as_view(), name="desk_extensions"),
    path("supervise/exclusions", supervise.ExclusionList.as_view(), name="desk_exclusions"),
    path("supervise/exclusions/<int:pk>", supervise.DecideExclusion.as_view(), name="desk_exclusion"),
    path("today", today.Today.as_view(), name="desk_today"),
    path("today/cases/<slug:cut>", today.CaseCut.as_view(), name="desk_cut"),
    path("figures/about", figures.About.as_view(), name="desk_figures_about"),
]
