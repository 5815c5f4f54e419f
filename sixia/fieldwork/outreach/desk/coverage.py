"""Coverage by village and by group, and everything that was asked: lists to narrow and to export, and the map."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case
from sixia.fieldwork.outreach.models import Policy, Question
from sixia.fieldwork.outreach.queries import coverage as reads
from sixia.fieldwork.outreach.queries import policies, sessions
from sixia.fieldwork.visits.standing import WORKING
from sixia.people.desk.base import DeskMixin
from sixia.places import queries as places
from sixia.places.models import Place
from sixia.ui.lists import Column, ListPage, Order, Tab

STATES: Any = {reads.NEVER: _("Never reached"), reads.REACHED: _("Has been reached"), reads.UNDERSTOOD: _("Has understood")}
SHADES = {reads.NEVER: 0, reads.REACHED: 2, reads.UNDERSTOOD: 5}


def _stands(row: Place) -> str:
    return str(STATES[reads.state_of(row)])


class PlaceFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By policy and by town."""

    policy = filters.ChoiceFilter(label=_("Policy"), empty_label=_("Any policy"), method="kept")
    town = filters.CharFilter(label=_("Town"), field_name="parent__name", lookup_expr="contains")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = policies.public_policies().order_by("title", "pk").values_list("policy_id", "title")
        self.filters["policy"].extra["choices"] = [(str(pk), title) for pk, title in rows[:300]]

    def kept(self, rows: QuerySet[Place], _name: str, _value: str) -> QuerySet[Place]:
        """The page itself counts by the policy of its address."""
        return rows


class CoverageList(DeskMixin, ListPage):
    """`/desk/outreach/coverage`: villages of the reader's territory, never reached first."""

    roles = WORKING
    title = _("Coverage of outreach")
    template_name = "outreach/desk/coverage.html"
    filterset = PlaceFilter
    columns = (
        Column("name", _("Village or community"), "name", lead=True),
        Column("town", _("Town"), "parent.name"),
        Column("state", _("How far it has come"), _stands, cell="outreach/cells/coverage.html"),
        Column("times", _("Talks"), "times", css="num"),
        Column("heads", _("People there"), "heads", css="num"),
        Column("last", _("Last one"), "last", cell="outreach/cells/last.html"),
        Column("code", _("Code"), "code", screen=False),
        Column("households", _("Households"), "households", screen=False),
    )
    orders = (Order("least", _("Least reached first"), ("times",)), Order("place", _("By place"), ("path",)))
    tabs = (
        Tab("all", _("All"), lambda rows, request: rows),
        Tab("never", _("Never reached"), lambda rows, request: rows.filter(times=0), tone="warn"),
        Tab("once", _("Reached once"), lambda rows, request: rows.filter(times=1, well=False)),
        Tab("more", _("Reached more often"), lambda rows, request: rows.filter(times__gt=1, well=False)),
        Tab("understood", _("Has understood"), lambda rows, request: rows.filter(well=True)),
    )
    empty_title = _("No village of this kind")

    @cached_property
    def policy(self) -> Policy | None:
        """The policy of the address, if it is one that was ever public."""
        asked = self.request.GET.get("policy", "")
        if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
            return None
        return policies.once_public(int(asked))

    def queryset(self) -> QuerySet[Place]:
        """Villages of the reader's territory."""
        return reads.villages(self.actor, self.policy, self.now)

    def row_url(self, row: Place) -> str:
        """A session there."""
        policy = f"&policy={self.policy.pk}" if self.policy else ""
        return f"{reverse('desk_session_new')}?place={row.name}{policy}"

    def context(self) -> dict[str, Any]:
        """The groups, and the map of what is listed, where it is not too much to draw."""
        rows = list(self.filtered.order_by("path")[: reads.MOST_ON_MAP + 1])
        return {
            "groups": reads.groups(self.actor, self.policy, self.now),
            "features": _map(rows) if len(rows) <= reads.MOST_ON_MAP else None,
            "policy": self.policy,
        }


def _map(rows: list[Place]) -> dict[str, Any]:
    drawn = places.geojson(rows)
    states = {row.code: (reads.state_of(row), getattr(row, "times", 0)) for row in rows}
    for feature in drawn["features"]:
        state, times = states[feature["properties"]["code"]]
        feature["properties"] |= {"level": SHADES[state], "value": times, "note": str(STATES[state])}
    return drawn


class QuestionFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By policy and place."""

    policy = filters.ChoiceFilter(label=_("Policy"), empty_label=_("Any policy"), field_name="policy")
    place = filters.CharFilter(label=_("Place"), field_name="session__visit__place__name", lookup_expr="contains")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = policies.public_policies().order_by("title", "pk").values_list("policy_id", "title")
        self.filters["policy"].extra["choices"] = [(str(pk), title) for pk, title in rows[:300]]


class QuestionList(DeskMixin, ListPage):
    """`/desk/outreach/questions`: what was asked at sessions, and what became of it."""

    roles = WORKING
    title = _("Asked at sessions")
    template_name = "outreach/desk/questions.html"
    filterset = QuestionFilter
    columns = (
        Column("at", _("When"), "at", cell="outreach/cells/asked_at.html", sort="new"),
        Column("text", _("What was asked"), lambda row: row.text or "–", cell="outreach/cells/asked.html", lead=True),
        Column("title", _("Session"), "session.visit.title"),
        Column("place", _("Place"), "session.visit.place.name"),
        Column("became", _("What became of it"), "answer", cell="outreach/cells/became.html"),
    )
    orders = (Order("new", _("Newest first"), ("-at",)),)
    tabs = (
        Tab("all", _("All"), lambda rows, request: rows),
        Tab("there", _("Answered there"), lambda rows, request: rows.filter(voice=None)),
        Tab("later", _("Became an inquiry"), lambda rows, request: rows.filter(voice__isnull=False)),
        Tab("waiting", _("Not answered yet"), lambda rows, request: sessions.waiting(rows), tone="warn"),
    )
    empty_title = _("Nothing was asked yet")
    empty_text = _("Questions are written down on the page of a session, with the answer or as an inquiry.")

    def queryset(self) -> Any:
        """Questions the reader may see; `seen` says whether they may open the case."""
        rows = Question.objects.visible_to(self.actor).select_related("session__visit__place", "case", "voice")
        return sessions.with_cases(rows, Case.objects.visible_to(self.actor))

    def row_url(self, row: Question) -> str:
        """The session's page."""
        return reverse("desk_session", args=[row.session_id])
