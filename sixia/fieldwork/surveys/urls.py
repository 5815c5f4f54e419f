"""Addresses of this room: residents' at the root, officials' under /desk/, telephones' under /openrosa/."""

from django.urls import path
from django.views.generic import RedirectView

from sixia.fieldwork.surveys import api
from sixia.fieldwork.surveys.desk import answers, devices, filling, paper, results
from sixia.fieldwork.surveys.desk import surveys as desk
from sixia.fieldwork.surveys.public import fill as public

urlpatterns = [
    path("surveys", public.surveys, name="surveys"),
    path("surveys/definition/<int:pk>", public.definition, name="survey_definition"),
    path("surveys/<slug:link>", public.fill, name="survey_fill"),
    path("surveys/<slug:link>/thanks", public.thanks, name="survey_thanks"),
    path("desk/surveys", desk.SurveyList.as_view(), name="desk_surveys"),
    path("desk/surveys/new", desk.UploadView.as_view(), name="desk_survey_new"),
    path("desk/surveys/devices", devices.DevicesView.as_view(), name="desk_survey_devices"),
    path("desk/surveys/devices/<int:pk>", devices.ShutOutView.as_view(), name="desk_survey_device"),
    path("desk/surveys/<int:pk>", desk.SurveyView.as_view(), name="desk_survey"),
    path("desk/surveys/<int:pk>/fill", filling.FillView.as_view(), name="desk_survey_fill"),
    path("desk/surveys/<int:pk>/typing", filling.TypingView.as_view(), name="desk_survey_typing"),
    path("desk/surveys/<int:pk>/sheets", paper.SheetsView.as_view(), name="desk_survey_sheets"),
    path("desk/surveys/<int:pk>/answers", answers.AnswerList.as_view(), name="desk_survey_answers"),
    path("desk/surveys/<int:pk>/results", results.ResultsView.as_view(), name="desk_survey_results"),
    path("desk/surveys/<int:pk>/versions/<int:version>", desk.SourceView.as_view(), name="desk_survey_source"),
    path("desk/surveys/<int:pk>/<slug:move>", desk.SurveyMove.as_view(), name="desk_survey_move"),
    path("desk/answers/<int:pk>", answers.AnswerView.as_view(), name="desk_answer"),
    path("desk/answers/<int:pk>/correct", filling.CorrectView.as_view(), name="desk_answer_correct"),
    path("desk/answers/<int:pk>/pictures/<int:picture>", answers.PictureView.as_view(), name="desk_answer_picture"),
    path("desk/answers/<int:pk>/<slug:move>", answers.AnswerMove.as_view(), name="desk_answer_move"),
    path("openrosa/", RedirectView.as_view(pattern_name="openrosa_list"), name="openrosa"),
    path("openrosa/formList", api.form_list, name="openrosa_list"),
    path("openrosa/forms/<slug:name>.xml", api.xform, name="openrosa_form"),
    path("openrosa/submission", api.submission, name="openrosa_submission"),
]
