"""Surveys at the desk: the list, one survey, taking in a form, and what can be done with it."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.desk.base import READERS, OfficePage, SurveyPage
from sixia.fieldwork.surveys.flow import CLOSED, DRAFTED, FILLER, OFFICE, OPEN, OVERSEER
from sixia.fieldwork.surveys.forms.acts import NoForm, UploadForm
from sixia.fieldwork.surveys.models import Survey
from sixia.fieldwork.surveys.queries import reads
from sixia.fieldwork.surveys.rules.workbook import MOST_BYTES, Fault, Unusable
from sixia.fieldwork.surveys.standing import RUNNERS
from sixia.kit.files import store
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Act, Moment, MovePage
from sixia.people.desk.base import DeskMixin
from sixia.ui.files import file_response
from sixia.ui.http import invalid_response, refusal_response
from sixia.ui.lists import Column, ListPage, Order, Tab


class SurveyList(DeskMixin, ListPage):
    """`/desk/surveys`: those of one's unit and of one's territory."""

    roles = READERS
    title = _("Surveys")
    template_name = "surveys/desk/surveys.html"
    columns = (
        Column("title", _("Survey"), lead=True),
        Column("state", _("State"), "state_label", cell="surveys/cells/state.html"),
        Column("unit", _("Unit"), "unit.said"),
        Column("place", _("Where"), "place.name"),
        Column("made_at", _("Drawn up"), cell="surveys/cells/when.html", sort="newest"),
    )
    orders = (Order("newest", _("Newest first"), ("-made_at",)),)
    tabs = (
        Tab("open", _("Being filled in"), lambda rows, request: rows.filter(state=OPEN)),
        Tab("drafted", _("Being prepared"), lambda rows, request: rows.filter(state=DRAFTED)),
        Tab("closed", _("Ended"), lambda rows, request: rows.filter(state=CLOSED)),
        Tab("all", _("All"), lambda rows, request: rows),
    )
    empty_title = _("No survey here")
    empty_text = _("Upload an XLSForm: the same file that ODK and KoboToolbox use.")

    def queryset(self) -> Any:
        """With unit and place."""
        return Survey.objects.visible_to(self.actor).select_related("unit", "place")

    def row_url(self, row: Any) -> str:
        """The survey's page."""
        return reverse("desk_survey", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """Whether the reader may draw one up, and what was sent back to them."""
        return {"draws": self.actor.has(*RUNNERS), "mine": list(reads.to_correct(self.actor)[:5])}


class SurveyView(SurveyPage, View):
    """`/desk/surveys/<pk>`: one survey, its versions, its link, and what can be done now."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        survey, roles = self.survey, self.survey.roles_of(self.actor)
        context = {
            "survey": survey,
            "form_version": self.version,
            "asked": sum(1 for _question in self.version.questions.asked()),
            "versions": reads.versions(survey) if OFFICE in roles else [],
            "counts": reads.counts(survey),
            "runs": OFFICE in roles,
            "fills": bool(roles & {OFFICE, FILLER}) and survey.state == OPEN,
            "oversees": OVERSEER in roles,
            "prints": bool(roles & {OFFICE, FILLER}),
            "moves": [move for move in survey.moves_for(roles) if self._fits(move.name)],
            "link": request.build_absolute_uri(reverse("survey_fill", args=[survey.link])),
            "now": self.now,
        }
        return render(request, "surveys/desk/survey.html", context)

    def _fits(self, move: str) -> bool:
        return {"share": not self.survey.shared, "unshare": self.survey.shared}.get(move, True)


class UploadView(Moment, View):
    """`/desk/surveys/new`: an XLSForm becomes a survey, or a new version of one."""

    roles = RUNNERS
    template = "surveys/desk/upload.html"

    def form(self, data: Any = None, files: Any = None) -> UploadForm:
        """The form."""
        units = reads.own_units(self.actor)
        return UploadForm(data, files, units=units, initial={"unit": str(self.own_unit.pk) if self.own_unit else ""})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, and what of XLSForm is taken."""
        return render(request, self.template, {"form": self.form(), "now": self.now})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it in, or say for each row what is outside."""
        form, page = self.form(request.POST, request.FILES), {"now": self.now}
        if not form.is_valid():
            return invalid_response(request, form, self.template, page)
        upload, unit = form.cleaned_data["file"], reads.unit_of(int(form.cleaned_data["unit"]))
        try:
            if getattr(upload, "over", "") or upload.size > MOST_BYTES:
                raise Unusable(
                    Fault("", 0, str(_("The workbook is larger than %(most)d MB.") % {"most": MOST_BYTES // 1024 // 1024}))
                )
            made = actions.upload(upload.read(), unit=unit, by=self.actor, now=self.now, name=str(upload.name or "")[-200:])
        except Unusable as unusable:
            form.add_error(None, str(_("Nothing was taken in. Mend the rows below in the file and upload it again.")))
            return invalid_response(request, form, self.template, {**page, "faults": unusable.faults[:100]})
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, page)
        messages.success(request, _("Taken in: version %(version)s.") % {"version": made.version})
        return HttpResponseRedirect(reverse("desk_survey", args=[made.survey_id]))


ACTS: Final = {
    "open": Act(NoForm, lambda thing, given, by, now: actions.open_survey(thing, by=by, now=now), _("The survey runs.")),
    "close": Act(NoForm, lambda thing, given, by, now: actions.close(thing, by=by, now=now), _("The survey has ended.")),
    "share": Act(
        NoForm, lambda thing, given, by, now: actions.share(thing, by=by, now=now), _("Anybody with the link may answer.")
    ),
    "unshare": Act(NoForm, lambda thing, given, by, now: actions.unshare(thing, by=by, now=now), _("The public link is off.")),
}


class SurveyMove(SurveyPage, MovePage):
    """`/desk/surveys/<pk>/<move>`."""

    acts = ACTS
    template = "surveys/desk/move.html"

    @cached_property
    def thing(self) -> Survey:
        """The survey."""
        return self.survey

    def home(self) -> str:
        """Its page."""
        return reverse("desk_survey", args=[self.survey.pk])


class SourceView(OfficePage, View):
    """`/desk/surveys/<pk>/versions/<version>`: the workbook of a version, as it was uploaded."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file."""
        form = reads.form_of(self.kwargs["version"])
        if form is None or form.survey_id != self.survey.pk:
            raise Http404
        return file_response(store.of(form.key)[form.key][0])
