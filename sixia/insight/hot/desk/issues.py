"""The hottest issues with their reasons, one issue with its time line, the cases behind it, and a problem from it in one act."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from sixia.cases.models import Case
from sixia.insight.hot.actions import deciding
from sixia.insight.hot.flow import OPEN
from sixia.insight.hot.forms import RaiseForm
from sixia.insight.hot.models import EarlyWarning
from sixia.insight.hot.queries import issues as reads
from sixia.insight.hot.queries.issues import Seen
from sixia.insight.hot.rules import heat
from sixia.insight.hot.standing import READERS, WARNED
from sixia.insight.hot.texts import PART_ABOUT, PART_WORDS
from sixia.places.models import Place
from sixia.problems.actions.raising import MOST_SOURCES, MOST_TITLE
from sixia.problems.desk.moments import FormPage, Moment
from sixia.problems.queries import reading
from sixia.problems.queries.standing_rules import category
from sixia.ui.lists import Column, ListPage, Order
from sixia.ui.parts import Bar

CASE_COLUMNS = (
    Column("number", gettext_lazy("Number"), "pk", screen=False),
    Column("title", gettext_lazy("Matter"), "title", lead=True),
    Column("state", gettext_lazy("State"), "state_label"),
    Column("place", gettext_lazy("Place"), "place.name"),
    Column("heard", gettext_lazy("Heard"), "heard_at", cell="problems/lasting/cells/heard.html"),
)
SHOWN_CASES = 5


def called(seen: Seen, about: str) -> str:
    """What an issue is called for this reader: a resident's line, else its words, else what it is about."""
    return seen.line or "、".join(seen.phrases[:3]) or about


class HotView(Moment, View):
    """`/desk/insight/hot`: issues of one place or body; with `?kind=everywhere` kinds of trouble that are everywhere."""

    roles = READERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        everywhere = request.GET.get("kind") == "everywhere"
        rows = reads.hottest(self.actor, self.now, everywhere=everywhere)
        topics = [category(seen.issue.category, self.book) for seen in rows]
        context = {
            "rows": [(seen, called(seen, topic), topic, _why(seen.heat)) for seen, topic in zip(rows, topics, strict=True)],
            "everywhere": everywhere,
            "days": reads.DAYS,
            "warned": self.actor.has(*WARNED),
            "open_warnings": EarlyWarning.objects.visible_to(self.actor).filter(state__in=OPEN).count(),
            "top": max((seen.heat.total for seen in rows), default=1),
            "now": self.now,
        }
        return render(request, "hot/hot.html", context)


class IssuePage(Moment):
    """A page about one issue; 404 for whoever may see nothing of it."""

    roles = READERS

    @cached_property
    def seen(self) -> Seen:
        """The issue as this reader sees it."""
        found = reads.one(self.actor, self.kwargs["pk"], self.now)
        if found is None:
            raise Http404
        return found

    @property
    def topic(self) -> str:
        """What it is about, in the catalog's words."""
        return category(self.seen.issue.category, self.book)


class IssueView(IssuePage, View):
    """`/desk/insight/hot/<pk>`: why it is hot part by part, its weeks, words, places and cases."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        seen = self.seen
        cases = reads.cases_of(self.actor, seen.issue).select_related("place").order_by("-open", "-heard_at", "-pk")
        context = {
            "seen": seen,
            "name": called(seen, self.topic),
            "topic": self.topic,
            "parts": _parts(seen.heat),
            "bars": [Bar(name or _("Place not known"), n) for name, n in reads.spread_of(self.actor, seen.issue)],
            "cases": list(cases[:SHOWN_CASES]),
            "many": cases.count(),
            "problem": reads.problem_of(self.actor, seen.issue),
            "first": seen.counts[0] if seen.counts else 0,
            "last": seen.counts[-1] if seen.counts else 0,
            "most": max(seen.counts, default=0),
            "now": self.now,
        }
        return render(request, "hot/issue.html", context)


class IssueCases(IssuePage, ListPage):
    """`/desk/insight/hot/<pk>/cases`: exactly the cases behind an issue."""

    template_name = "problems/lasting/cases.html"
    title = gettext_lazy("Cases behind the issue")
    columns = CASE_COLUMNS
    orders = (Order("new", gettext_lazy("Heard"), ("-heard_at",)),)
    empty_title = gettext_lazy("No such case")

    def queryset(self) -> QuerySet[Case]:
        """Those the reader may see."""
        return reads.cases_of(self.actor, self.seen.issue).select_related("place__parent")

    def row_url(self, row: Case) -> str:
        """The case page."""
        return reverse("desk_case", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """The way back."""
        return {"back": reverse("desk_hot_issue", args=[self.seen.issue.pk]), "back_label": called(self.seen, self.topic)}


class IssueRaise(IssuePage, FormPage):
    """`/desk/insight/hot/<pk>/raise`: a problem from the issue, with place, category, cases and a first line filled in."""

    template = "hot/raise.html"
    form_class = RaiseForm
    done = gettext_lazy("Raised. Name now who answers for it, or leave that to the supervisor.")

    @cached_property
    def cases(self) -> list[Case]:
        """The cases it grows from: the open ones and of them the oldest first."""
        rows = reads.cases_of(self.actor, self.seen.issue).select_related("place")
        return list(rows.order_by("-open", "first_at", "pk")[:MOST_SOURCES])

    @cached_property
    def place(self) -> Place:
        """Where: the issue's own place, or the reader's territory."""
        place = self.seen.issue.place
        inside = place and any(place.path.startswith(scope) for scope in self.actor.scopes(*READERS))
        return place if place is not None and inside else self.root

    def initial(self) -> dict[str, Any]:
        """What the issue already says: the place and what it is about, and the residents' commonest words."""
        facts = self.seen.heat.facts
        said = "、".join(self.seen.phrases)
        given = {"voices": facts.voices, "people": facts.people, "words": said}
        words = _("%(voices)d voices of %(people)d people. They say: %(words)s.") % given
        return {"title": f"{self.place.name}：{self.topic or said}"[:MOST_TITLE], "words": words}

    def shown(self) -> dict[str, Any]:
        """The cases it grows from and open problems like it."""
        return {
            "title": _("Raise a problem"),
            "name": called(self.seen, self.topic),
            "cases": self.cases,
            "most": MOST_SOURCES,
            "similar": reading.similar(self.place.path, self.seen.issue.category, self.actor),
            "back": reverse("desk_hot_issue", args=[self.seen.issue.pk]),
        }

    def do(self, form: Any) -> str:
        """Raise it."""
        given = {**form.cleaned_data, "place": self.place, "cases": self.cases}
        made = deciding.raise_from(self.seen.issue, **given, by=self.actor, now=self.now)
        return reverse("desk_problem", args=[made.pk])


def _why(hot: heat.Heat) -> list[tuple[Any, int]]:
    return [(PART_WORDS[part], points) for part, points in hot.why]


def _parts(hot: heat.Heat) -> list[tuple[Any, Any, Any, int]]:
    """Each part with its number, what it means, and its points; votes are left out where nobody votes."""
    facts = hot.facts
    numbers = {
        heat.PEOPLE: facts.people,
        heat.VOTES: facts.votes,
        heat.GROWTH: facts.burst,
        heat.SPREAD: facts.places,
        heat.NEGATIVE: facts.negatives,
        heat.REPEATS: facts.repeats,
    }
    shown = [part for part in heat.PARTS if part != heat.VOTES or facts.votes]
    return [(PART_WORDS[part], numbers[part], PART_ABOUT[part], round(hot.points[part])) for part in shown]
