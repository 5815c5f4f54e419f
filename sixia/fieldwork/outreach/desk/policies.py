"""Policies at the desk: the list, one policy with its versions and what is asked of it, writing and moving a version."""

from datetime import datetime
from typing import Any

import django_filters as filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.queries import names
from sixia.fieldwork.outreach import actions, norms
from sixia.fieldwork.outreach.flow import AUTHOR, DRAFT, OVER, PUBLIC
from sixia.fieldwork.outreach.forms.policies import (
    DecideForm,
    PlainForm,
    PolicyForm,
    SettleForm,
    WithdrawForm,
    WordsForm,
    as_written,
)
from sixia.fieldwork.outreach.models import Doubt, Policy, Version
from sixia.fieldwork.outreach.queries import policies as reads
from sixia.fieldwork.outreach.queries import sessions as session_reads
from sixia.fieldwork.visits.standing import WORKING
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Act, Moment, MovePage
from sixia.people.desk.base import DeskMixin
from sixia.ui.files import file_response
from sixia.ui.http import invalid_response, refusal_response
from sixia.ui.lists import Column, ListPage, Order, Tab

WRITE = "outreach/desk/write.html"


def _plain(action: Any) -> Any:
    def call(thing: Any, given: dict[str, Any], *, by: Any, now: datetime) -> None:
        action(thing, **given, by=by, now=now)

    return call


ACTS = {
    "publish": Act(PlainForm, _plain(actions.publish), _("It is public.")),
    "withdraw": Act(WithdrawForm, _plain(actions.withdraw), _("It holds no longer. It can still be read, with the reason.")),
    "discard": Act(PlainForm, _plain(actions.discard), _("The draft is given up.")),
}
DOUBT_ACTS = {"settle": Act(SettleForm, _plain(actions.settle), _("Written down."))}


class PolicyFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By words and by whose it is."""

    q = filters.CharFilter(label=_("Words"), method="words")
    unit = filters.CharFilter(label=_("Unit"), field_name="policy__unit__name", lookup_expr="contains")

    def words(self, rows: QuerySet[Version], _name: str, text: str) -> Any:
        """Those that hold every word."""
        return reads.search(rows, text)


def _each(rows: Any, request: Any) -> Any:
    """One row for each policy."""
    return rows.current()


def _own(rows: Any, request: Any) -> Any:
    return _each(rows, request).filter(policy__unit__in=request.actor.units(*WORKING))


class PolicyList(DeskMixin, ListPage):
    """`/desk/policies`: one row for each policy the reader may see."""

    roles = WORKING
    title = _("Policies")
    template_name = "outreach/desk/policies.html"
    filterset = PolicyFilter
    columns = (
        Column("title", _("Title of the document"), "title", lead=True),
        Column("ref", _("Issuing number"), lambda row: row.ref or "–"),
        Column("unit", _("Unit"), "policy.unit.said"),
        Column("place", _("Where it holds"), "policy.place.name"),
        Column("number", _("Version"), "number", css="num"),
        Column("state", _("State"), "state_label", cell="outreach/cells/state.html"),
        Column("from", _("Valid from"), "valid_from", cell="outreach/cells/span.html", sort="from"),
        Column("to", _("Last day"), "valid_to", screen=False),
    )
    orders = (Order("new", _("Newest first"), ("-id",)), Order("from", _("Valid from"), ("-valid_from",)))
    tabs = (
        Tab("all", _("All"), _each),
        Tab("unclear", _("Held to be unclear"), lambda rows, request: _each(rows, request).filter(unclear=True), tone="warn"),
        Tab("mine", _("Of my unit"), _own),
        Tab("drafts", _("Drafts"), lambda rows, request: rows.filter(state=DRAFT)),
        Tab("over", _("No longer hold"), lambda rows, request: _each(rows, request).filter(state__in=OVER)),
    )
    empty_title = _("No policy of this kind")
    empty_text = _("Enter what was issued: the document, what it means in plain words, and what people will ask.")

    def queryset(self) -> QuerySet[Version]:
        """One row for each."""
        return reads.for_desk(self.actor)

    def row_url(self, row: Version) -> str:
        """The policy's page."""
        return reverse("desk_policy", args=[row.policy_id])


class PolicyPage(Moment):
    """A page about one policy; 404 for whoever sees none of its versions."""

    roles = WORKING

    @cached_property
    def versions(self) -> list[Version]:
        """Its versions that the reader may see, newest first."""
        if self.kwargs["pk"] > reads.BIGGEST:
            raise Http404
        rows = Version.objects.visible_to(self.actor).filter(policy_id=self.kwargs["pk"])
        found = list(rows.order_by("-number").select_related("policy__unit", "policy__place"))
        if not found:
            raise Http404
        return found

    @cached_property
    def policy(self) -> Policy:
        """The policy."""
        return self.versions[0].policy

    @property
    def writes(self) -> bool:
        """Whether the reader's unit answers for the words."""
        return self.policy.unit_id in self.actor.units(*WORKING)


class PolicyView(PolicyPage, View):
    """`/desk/policies/<pk>`: the words that hold, the versions, what is asked, what the checks say, what can be done."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        shown = next((row for row in self.versions if row.state in PUBLIC), self.versions[0])
        draft = next((row for row in self.versions if row.state == DRAFT and self.writes), None)
        asked = reads.asked_counts([self.policy.pk]).get(self.policy.pk, (0, 0))
        context = {
            "policy": self.policy,
            "shown": shown,
            "draft": draft,
            "versions": self.versions,
            "writes": self.writes,
            "groups": norms.group_names(shown.groups, self.now),
            "document": reads.document(shown),
            "moves": [move for move in shown.moves_for(shown.roles_of(self.actor)) if move.name in ACTS],
            "draft_moves": draft.moves_for({AUTHOR}) if draft else [],
            "doubts": list(Doubt.objects.visible_to(self.actor).filter(policy=self.policy).order_by("-pk")[:20]),
            "suggestions": [(one, _decide(one)) for one in self.suggested()],
            "results": session_reads.results(session_reads.checks_on(self.policy.pk)),
            "asked": asked[0],
            "later": asked[1],
            "now": self.now,
        }
        return render(request, "outreach/desk/policy.html", context)

    def suggested(self) -> list[reads.Suggestion]:
        """What is asked so often that a person should look at it."""
        return reads.suggestions(self.policy, self.actor, self.now)


def _decide(one: reads.Suggestion) -> DecideForm:
    return DecideForm(initial={"questions": one.keys}, auto_id=f"asked-{one.questions[0].pk}-%s")


class DecideView(PolicyPage, View):
    """`/desk/policies/<pk>/asked`: a person says what like questions show."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Confirm, or dismiss with a reason."""
        form = DecideForm(request.POST)
        if not form.is_valid():
            messages.error(request, gettext("Reload the page and look again."))
            return HttpResponseRedirect(self.home())
        keys, reason = form.cleaned_data["questions"], form.cleaned_data["reason"]
        try:
            if "dismiss" in request.POST:
                actions.dismiss(self.policy, questions=keys, reason=reason, by=self.actor, now=self.now)
                messages.success(request, gettext("Written down. Later questions are looked at anew."))
            else:
                actions.mark_unclear(self.policy, questions=keys, by=self.actor, now=self.now)
                messages.success(request, gettext("Marked as unclear. Whoever answers for the words is told."))
        except Refused as refused:
            messages.error(request, str(refused.sentence))
        return HttpResponseRedirect(self.home())

    def home(self) -> str:
        """The policy's page."""
        return reverse("desk_policy", args=[self.policy.pk])


class NewPolicyView(Moment, View):
    """`/desk/policies/new`: enter a policy."""

    roles = WORKING

    def page(self) -> dict[str, Any]:
        """What stands around the form."""
        return {"back": reverse("desk_policies"), "unit_names": names.unit_names(self.now), "now": self.now}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty form."""
        form = PolicyForm(initial={"valid_from": timezone.localdate(self.now)}, actor=self.actor, now=self.now)
        return render(request, WRITE, {**self.page(), "form": form})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it as a draft."""
        form = PolicyForm(request.POST, request.FILES, actor=self.actor, now=self.now)
        if not form.is_valid():
            return invalid_response(request, form, WRITE, self.page())
        given = form.cleaned_data
        unit = given["unit"] or self.own_unit
        if unit is None:
            raise Http404
        try:
            made = actions.add(form.words(), unit=unit, place=given["place"], by=self.actor, now=self.now, client=given["client"])
        except Refused as refused:
            return refusal_response(request, refused, form, WRITE, self.page())
        messages.success(request, gettext("Kept as a draft. Look at it, then publish it."))
        return HttpResponseRedirect(reverse("desk_policy", args=[made.policy_id]))


class VersionPage(Moment):
    """A page about one version; 404 for whoever may not see it."""

    roles = WORKING

    @cached_property
    def thing(self) -> Version:
        """The version."""
        found = Version.objects.visible_to(self.actor).select_related("policy__unit").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def home(self) -> str:
        """Its policy's page."""
        return reverse("desk_policy", args=[self.thing.policy_id])


class WriteView(VersionPage, View):
    """`/desk/versions/<pk>/write`: the words of a draft."""

    def page(self) -> dict[str, Any]:
        """What stands around the form; there is none for whoever does not answer for the words."""
        if AUTHOR not in self.thing.roles_of(self.actor):
            raise Http404
        return {"back": self.home(), "version": self.thing, "document": reads.document(self.thing), "now": self.now}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        form = WordsForm(initial=as_written(self.thing), actor=self.actor, now=self.now)
        return render(request, WRITE, {**self.page(), "form": form})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the words."""
        page = self.page()
        form = WordsForm(request.POST, request.FILES, actor=self.actor, now=self.now)
        if not form.is_valid():
            return invalid_response(request, form, WRITE, page)
        try:
            actions.write(self.thing, new=form.words(), by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, WRITE, page)
        messages.success(request, gettext("Kept."))
        return HttpResponseRedirect(self.home())


class AnewView(PolicyPage, View):
    """`/desk/policies/<pk>/anew`: begin the next version."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """On to its words."""
        try:
            made = actions.draft_anew(self.policy, by=self.actor, now=self.now)
        except Refused as refused:
            raise Http404 from refused
        return HttpResponseRedirect(reverse("desk_version_write", args=[made.pk]))


class VersionMove(VersionPage, MovePage):
    """`/desk/versions/<pk>/<move>`: one move."""

    acts = ACTS
    template = "outreach/desk/move.html"

    def context(self) -> dict[str, Any]:
        """With what is moved."""
        return {**super().context(), "named": self.thing.title}


class DoubtMove(MovePage):
    """`/desk/doubts/<pk>/<move>`: one move."""

    roles = WORKING
    acts = DOUBT_ACTS
    template = "outreach/desk/move.html"

    @cached_property
    def thing(self) -> Doubt:
        """The doubt; 404 for whoever may not see it."""
        found = Doubt.objects.visible_to(self.actor).filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def home(self) -> str:
        """Its policy's page."""
        return reverse("desk_policy", args=[self.thing.policy_id])

    def context(self) -> dict[str, Any]:
        """With the question."""
        return {**super().context(), "named": self.thing.example}


class DocumentView(VersionPage, View):
    """`/desk/versions/<pk>/document/<file>`: the document, drafts' too."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file."""
        for row in reads.document(self.thing):
            if row.pk == kwargs["file"]:
                return file_response(row)
        raise Http404
