"""Sessions at the desk: the list, planning one, one session with what was asked and checked there."""

from typing import Any

import django_filters as filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.links import voice_link
from sixia.cases.models import Case
from sixia.cases.queries import names
from sixia.fieldwork.outreach import actions, norms, rules
from sixia.fieldwork.outreach.flow import SPEAKER
from sixia.fieldwork.outreach.forms.checks import CountForm, LinkForm
from sixia.fieldwork.outreach.forms.sessions import HoldForm, QuestionForm, SessionForm
from sixia.fieldwork.outreach.models import FORMS, Check, Session, Version
from sixia.fieldwork.outreach.queries import policies
from sixia.fieldwork.outreach.queries import sessions as reads
from sixia.fieldwork.visits.flow import CANCELLED, HELD, PLANNED
from sixia.fieldwork.visits.standing import WORKING
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Moment
from sixia.people.desk.base import DeskMixin
from sixia.places.rules.codes import GRID, VILLAGE
from sixia.ui.http import invalid_response, refusal_response
from sixia.ui.lists import Column, ListPage, Order, Tab

PLAN, ONE, HOLD, COUNT = (f"outreach/desk/{name}.html" for name in ("plan", "session", "hold", "count"))


class SessionFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By place, form and unit."""

    place = filters.CharFilter(label=_("Place"), field_name="visit__place__name", lookup_expr="contains")
    form = filters.ChoiceFilter(label=_("Form"), choices=FORMS, empty_label=_("Any form"))
    unit = filters.CharFilter(label=_("Unit"), field_name="visit__unit__name", lookup_expr="contains")


def _own(rows: QuerySet[Session], request: Any) -> Any:
    return reads.own(rows, request.actor)


class SessionList(DeskMixin, ListPage):
    """`/desk/outreach`: sessions of the visits the reader may see."""

    roles = WORKING
    title = _("Outreach sessions")
    template_name = "outreach/desk/sessions.html"
    filterset = SessionFilter
    columns = (
        Column("when", _("When"), "visit.starts_at", cell="outreach/cells/when.html", sort="when"),
        Column("title", _("Subject of the session"), "visit.title", lead=True),
        Column("form", _("Form"), "get_form_display", css="nowrap"),
        Column("place", _("Place"), "visit.place.name"),
        Column("unit", _("Unit"), "visit.unit.said"),
        Column("state", _("State"), "visit.state_label", css="nowrap"),
        Column("audience", _("People there"), lambda row: "–" if row.audience is None else row.audience, css="num"),
        Column("asked", _("Questions asked"), "asked", css="num"),
        Column("later", _("to be answered later"), "later", css="num"),
        Column("led_by", _("Who speaks"), "visit.led_by.name", screen=False),
        Column("town", _("Town"), "visit.place.parent.name", screen=False),
    )
    orders = (Order("when", _("When"), ("-starts",)), Order("first", _("Earliest first"), ("starts",)))
    tabs = (
        Tab("ahead", _("Ahead"), lambda rows, request: reads.ahead(rows, timezone.now()), order="first"),
        Tab("mine", _("Mine"), _own),
        Tab("held", _("Held"), lambda rows, request: rows.filter(held_at__isnull=False)),
        Tab("open", _("Over, numbers missing"), lambda rows, request: reads.unfinished(rows, timezone.now()), tone="warn"),
        Tab("all", _("All"), lambda rows, request: rows),
    )
    empty_title = _("No session of this kind")
    empty_text = _("Plan one: where, for whom, on which policy. What is asked there becomes an answer or a matter.")

    def queryset(self) -> QuerySet[Session]:
        """Sessions the reader may see."""
        return reads.for_desk(self.actor)

    def row_url(self, row: Session) -> str:
        """The session's page."""
        return reverse("desk_session", args=[row.pk])


class NewSessionView(Moment, View):
    """`/desk/outreach/new`: plan a session, or write down one that took place."""

    roles = WORKING

    def page(self) -> dict[str, Any]:
        """What stands around the form."""
        today, unit = timezone.localdate(self.now), self.own_unit
        places = names.place_names(unit.place.path, today) if unit else []
        return {"unit_names": names.unit_names(self.now), "place_names": places, "now": self.now}

    def form(self, data: Any = None, initial: Any = None) -> SessionForm:
        """The form for this reader."""
        return SessionForm(data, initial=initial, actor=self.actor, now=self.now)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A form, with a policy and a place where the address names them."""
        initial: dict[str, Any] = {"day": timezone.localdate(self.now)}
        if (asked := request.GET.get("policy", "")).isascii() and asked.isdigit():
            initial["policies"] = policies.shown(int(asked[:18]))
        if place := request.GET.get("place", ""):
            initial["place"] = place[:100]
        return render(request, PLAN, {**self.page(), "form": self.form(initial=initial)})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it."""
        form = self.form(request.POST)
        if not form.is_valid():
            return invalid_response(request, form, PLAN, self.page())
        try:
            made = actions.plan(form.new(), by=self.actor, now=self.now, client=form.cleaned_data["client"])
        except Refused as refused:
            return refusal_response(request, refused, form, PLAN, self.page())
        messages.success(request, gettext("It stands in the calendar, as a visit too."))
        return HttpResponseRedirect(reverse("desk_session", args=[made.pk]))


class SessionPage(Moment):
    """A page about one session; 404 for whoever may not see it."""

    roles = WORKING

    @cached_property
    def session(self) -> Session:
        """The session."""
        rows = Session.objects.visible_to(self.actor).select_related(*reads.RELATED, "earlier")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def speaks(self) -> bool:
        """Whether the reader writes down what happens there."""
        return SPEAKER in self.session.roles_of(self.actor)

    @cached_property
    def versions(self) -> list[Version]:
        """The words of its policies."""
        return reads.with_policies(self.session)

    def home(self) -> str:
        """The session's page."""
        return reverse("desk_session", args=[self.session.pk])

    def only_speakers(self) -> None:
        """404 for whoever only reads."""
        if not self.speaks:
            raise Http404

    def version(self) -> Version:
        """The policy of the address, with its questions."""
        for row in self.versions:
            if row.policy_id == self.kwargs["policy"] and row.items:
                return row
        raise Http404


class SessionView(SessionPage, View):
    """`/desk/outreach/<pk>`: one session; questions are typed in right here."""

    def question(self, data: Any = None) -> QuestionForm:
        """The form for the next question."""
        form = QuestionForm(data)
        form.offer(self.versions)
        return form

    def context(self, form: QuestionForm | None = None) -> dict[str, Any]:
        """The page."""
        session, checks = self.session, reads.checks_of(self.session)
        case = Case.objects.visible_to(self.actor).filter(pk=session.case_id).first() if session.case_id else None
        groups = [row.group for row in session.groups.order_by("pk")]
        writes = self.speaks and session.visit.state != CANCELLED
        return {
            "session": session,
            "visit": session.visit,
            "versions": self.versions,
            "groups": norms.group_names(groups, self.now),
            "case": case,
            "reached": [row.place for row in session.reached.select_related("place").order_by("place__path")],
            "questions": reads.questions(session, self.actor),
            "results": reads.results(checks),
            "links": [check for check in checks if check.way == rules.LINK and check.closed_at is None],
            "checkable": [row for row in self.versions if row.items] if writes else [],
            "writes": writes,
            "begun": session.visit.state == HELD or session.visit.date <= timezone.localdate(self.now),
            "form": form or self.question(),
            "link_form": LinkForm(auto_id="link_%s"),
            "planned": session.visit.state == PLANNED,
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; never kept by the browser."""
        response = render(request, ONE, self.context())
        response["Cache-Control"] = "no-store"
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One question; where it became a voice, the receipt to hand over."""
        self.only_speakers()
        form = self.question(request.POST)
        if not form.is_valid():
            return invalid_response(request, form, ONE, self.context(form))
        try:
            done = actions.ask(self.session, new=form.new(get_language() or "zh-hans"), by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, ONE, self.context(form))
        if done.heard is not None and done.heard.passcode:
            page = {"session": self.session, "heard": done.heard, "link": voice_link(done.heard.voice), "now": self.now}
            response = render(request, "outreach/desk/receipt.html", page)
            response["Cache-Control"] = "no-store"
            return response
        messages.success(request, gettext("Written down."))
        return HttpResponseRedirect(self.home())


class HoldView(SessionPage, View):
    """`/desk/outreach/<pk>/hold`: how many were there, and where they came from."""

    def form(self, data: Any = None) -> HoldForm:
        """The form."""
        self.only_speakers()
        initial = {"audience": self.session.audience}
        return HoldForm(data, initial=initial, actor=self.actor, now=self.now, under=self.under)

    @property
    def under(self) -> str:
        """Where people may have come from: the town the session was in, or whatever wider place."""
        place = self.session.visit.place
        return place.parent.path if place.level in (VILLAGE, GRID) and place.parent else place.path

    def page(self) -> dict[str, Any]:
        """What stands around the form."""
        options = names.place_names(self.under, timezone.localdate(self.now))
        return {"session": self.session, "place_names": options, "back": self.home(), "now": self.now}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return render(request, HOLD, {**self.page(), "form": self.form()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it."""
        form = self.form(request.POST)
        if not form.is_valid():
            return invalid_response(request, form, HOLD, self.page())
        try:
            actions.hold(self.session, **form.cleaned_data, by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, HOLD, self.page())
        messages.success(request, gettext("Written down. The visit stands as held."))
        return HttpResponseRedirect(self.home())


class CountView(SessionPage, View):
    """`/desk/outreach/<pk>/count/<policy>`: counts from paper or a show of hands; the paper to print is here too."""

    def form(self, data: Any = None) -> CountForm:
        """The form."""
        self.only_speakers()
        return CountForm(data, items=self.version().check_items)

    def page(self) -> dict[str, Any]:
        """What stands around the form."""
        return {"session": self.session, "version": self.version(), "back": self.home(), "now": self.now}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return render(request, COUNT, {**self.page(), "form": self.form()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the counts."""
        form = self.form(request.POST)
        if not form.is_valid():
            return invalid_response(request, form, COUNT, self.page())
        try:
            actions.count(self.session, policy=self.version().policy, new=form.new(), by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, COUNT, self.page())
        messages.success(request, gettext("Written down."))
        return HttpResponseRedirect(self.home())


class LinkView(SessionPage, View):
    """`/desk/outreach/<pk>/link/<policy>`: open a check by code."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """On to the code to show."""
        self.only_speakers()
        form, version = LinkForm(request.POST), self.version()
        if not form.is_valid():
            messages.error(request, gettext("Say whether it is before or after the talk."))
            return HttpResponseRedirect(self.home())
        moment = form.cleaned_data["moment"]
        try:
            check = actions.open_link(self.session, policy=version.policy, moment=moment, by=self.actor, now=self.now)
        except Refused as refused:
            messages.error(request, str(refused.sentence))
            return HttpResponseRedirect(self.home())
        return HttpResponseRedirect(reverse("desk_session_check", args=[self.session.pk, check.pk]))


class CheckView(SessionPage, View):
    """`/desk/outreach/<pk>/checks/<check>`: the code in large letters, to be shown; and its end."""

    @cached_property
    def check(self) -> Check:
        """The check; 404 for one of another session, or without a code."""
        found = next((row for row in reads.checks_of(self.session) if row.pk == self.kwargs["check"] and row.code), None)
        if found is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The code."""
        url = request.build_absolute_uri(reverse("check", args=[self.check.code]))
        page = {"session": self.session, "check": self.check, "url": url, "speaks": self.speaks, "back": self.home()}
        return render(request, "outreach/desk/check.html", {**page, "now": self.now})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take no more answers."""
        self.only_speakers()
        actions.close_check(self.session, check=self.check, by=self.actor, now=self.now)
        messages.success(request, gettext("No more answers are taken."))
        return HttpResponseRedirect(self.home())
