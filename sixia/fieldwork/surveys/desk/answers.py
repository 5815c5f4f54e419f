"""What was filled in: the list, one filled form with its review, its pictures, and reading what is personal."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.desk.base import AnswerPage, OfficePage
from sixia.fieldwork.surveys.flow import APPROVED, AUTHOR, OFFICE, RECEIVED, SENT_BACK, SET_ASIDE
from sixia.fieldwork.surveys.forms.acts import LookForm, NoForm, ReasonForm
from sixia.fieldwork.surveys.models import Submission
from sixia.fieldwork.surveys.queries import reads
from sixia.fieldwork.surveys.queries.shown import shown
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Act, MovePage
from sixia.ui.files import file_response
from sixia.ui.http import invalid_response, refusal_response
from sixia.ui.lists import Column, ListPage, Order, Tab


def _live(state: str) -> Any:
    return lambda rows, request: rows.filter(state=state, replaced=False)


class AnswerList(OfficePage, ListPage):
    """`/desk/surveys/<pk>/answers`: what was filled in, newest first; the results export the answers themselves."""

    title = _("What was filled in")
    template_name = "surveys/desk/answers.html"
    columns = (
        Column("pk", _("Number"), lead=True),
        Column("received_at", _("Received"), cell="surveys/cells/received.html", sort="newest"),
        Column("way", _("How it came"), "get_way_display"),
        Column("by", _("By"), "by.name"),
        Column("place", _("Where"), "place.name"),
        Column("state", _("State"), "state_label", cell="surveys/cells/state.html"),
    )
    orders = (Order("newest", _("Newest first"), ("-received_at", "-id")),)
    tabs = (
        Tab("received", _("To check"), _live(RECEIVED)),
        Tab("approved", _("Approved"), _live(APPROVED)),
        Tab("back", _("Sent back"), _live(SENT_BACK)),
        Tab("aside", _("Set aside"), lambda rows, request: rows.filter(state=SET_ASIDE)),
        Tab("all", _("All"), lambda rows, request: rows, counted=False),
    )
    empty_title = _("Nothing here")
    empty_text = _("What is sent by link, telephone or ODK Collect, or typed in from paper, appears here.")

    def queryset(self) -> Any:
        """Of this survey."""
        rows = Submission.objects.visible_to(self.actor).filter(survey=self.survey)
        return rows.select_related("by", "place").defer("answers", "sealed")

    def row_url(self, row: Any) -> str:
        """The filled form's page."""
        return reverse("desk_answer", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """Whose list it is."""
        return {"survey": self.survey}


class AnswerView(AnswerPage, View):
    """`/desk/answers/<pk>`: one filled form; what is personal stays covered until somebody says what for."""

    template = "surveys/desk/answer.html"

    def context(self, personal: dict[str, Any] | None = None) -> dict[str, Any]:
        """What the page shows."""
        row = self.row
        before, after = reads.chain(row)
        return {
            "row": row,
            "survey": row.survey,
            "questions": shown(row, self.language_of(row), personal),
            "pictures": reads.pictures(row),
            "unknown": (personal or {}).get("?"),
            "covered": bool(row.sealed) and personal is None and OFFICE in self.held,
            "moves": [move for move in row.moves_for(self.held) if self._fits(move.name)],
            "corrects": AUTHOR in self.held and row.state == SENT_BACK and not row.replaced,
            "runs": OFFICE in self.held,
            "before": before,
            "after": after,
            "now": self.now,
        }

    def _fits(self, move: str) -> bool:
        return not self.row.replaced and (move != "send_back" or self.row.by_id is not None)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        return render(request, self.template, {**self.context(), "form": LookForm()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what is personal, once, and write down who read it and why."""
        form = LookForm(request.POST)
        if OFFICE not in self.held:
            raise Http404
        if not form.is_valid():
            return invalid_response(request, form, self.template, self.context())
        try:
            personal = actions.read_personal(self.row, reason=form.cleaned_data["reason"], by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context())
        response = render(request, self.template, self.context(personal))
        response["Cache-Control"] = "no-store"
        return response


class PictureView(AnswerPage, View):
    """`/desk/answers/<pk>/pictures/<picture>`."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The picture."""
        return file_response(reads.picture(self.row, self.kwargs["picture"]).file)


ACTS: Final = {
    "approve": Act(NoForm, lambda thing, given, by, now: actions.approve(thing, by=by, now=now), _("Approved.")),
    "send_back": Act(
        ReasonForm,
        lambda thing, given, by, now: actions.send_back(thing, reason=given["reason"], by=by, now=now),
        _("Sent back."),
    ),
    "set_aside": Act(
        ReasonForm,
        lambda thing, given, by, now: actions.set_aside(thing, reason=given["reason"], by=by, now=now),
        _("Set aside."),
    ),
    "restore": Act(NoForm, lambda thing, given, by, now: actions.restore(thing, by=by, now=now), _("It counts again.")),
}


class AnswerMove(AnswerPage, MovePage):
    """`/desk/answers/<pk>/<move>`."""

    acts = ACTS
    template = "surveys/desk/move.html"

    @cached_property
    def thing(self) -> Submission:
        """The filled form."""
        return self.row

    def home(self) -> str:
        """Its page."""
        return reverse("desk_answer", args=[self.row.pk])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it; after checking one, on to the next that waits."""
        response = super().post(request, *args, **kwargs)
        following = reads.to_check(self.actor).filter(survey_id=self.row.survey_id).order_by("received_at", "pk").first()
        if self.kwargs["move"] == "approve" and following is not None and response.status_code == 302:
            messages.info(request, _("The next one that waits to be checked."))
            return HttpResponseRedirect(reverse("desk_answer", args=[following.pk]))
        return response
