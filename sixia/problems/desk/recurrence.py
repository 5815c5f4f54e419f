"""Whether solved problems come back: the list of watches, one watch beside places like it, and the cases behind each number."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.models import Case
from sixia.people.desk.base import DeskMixin
from sixia.problems.desk.moments import Moment
from sixia.problems.lasting.models import Watch
from sixia.problems.lasting.recurrence import AWAY, BACK, RUNNING, UNKNOWN, Comparison
from sixia.problems.lasting.standing import WORKING
from sixia.problems.models import Problem
from sixia.problems.queries import recurrence as reads
from sixia.problems.queries import standing_rules
from sixia.ui.lists import Column, ListPage, Order, Tab
from sixia.ui.parts import Bar


def _in(state: str) -> Any:
    return lambda rows, request: rows.filter(state=state)


class WatchList(DeskMixin, ListPage):
    """`/desk/recurrence`: every watch, with the numbers of the last look."""

    roles = WORKING
    title = _("Does it come back?")
    template_name = "problems/lasting/watches.html"
    columns = (
        Column("title", _("Problem"), "problem.title", cell="problems/lasting/cells/watched.html", lead=True),
        Column("state", _("What the watch sees"), "get_state_display", cell="problems/lasting/cells/watch_state.html"),
        Column("counts", _("Before → since"), lambda row: f"{row.before} → {row.after}", css="nowrap num"),
        Column("beside", _("In places like it"), lambda row: f"{row.beside_before} → {row.beside_after}", css="nowrap num"),
        Column("place", _("Place"), "problem.place.name"),
        Column("since", _("Solved on"), "since", cell="problems/lasting/cells/since.html"),
        Column("until", _("Watched until"), "until", cell="problems/lasting/cells/until.html", sort="until"),
        Column("places", _("How many places like it"), "places", screen=False),
    )
    orders = (Order("until", _("Watched until"), ("until",)), Order("new", _("Newest first"), ("-until",)))
    tabs = (
        Tab("back", _("It has come back"), _in(BACK), tone="bad"),
        Tab("running", _("Being watched"), _in(RUNNING)),
        Tab("away", _("It stayed away"), _in(AWAY)),
        Tab("unknown", _("It cannot be said"), _in(UNKNOWN)),
        Tab("all", _("All"), lambda rows, request: rows),
    )
    empty_title = _("No solved problem of this kind")
    empty_text = _("From the day on which a problem is solved, its place is watched for the same matters.")

    def queryset(self) -> QuerySet[Watch]:
        """Watches of problems the reader may see."""
        return Watch.objects.visible_to(self.actor).select_related("problem__place", "problem__unit")

    def row_url(self, row: Watch) -> str:
        """The watch's page."""
        return reverse("desk_recurrence", args=[row.problem_id])


class WatchPage(Moment):
    """A page about the newest watch of a problem; 404 for whoever may not see the problem, and where there is none."""

    @cached_property
    def watch(self) -> Watch:
        """The watch."""
        problem = Problem.objects.visible_to(self.actor).filter(pk=self.kwargs["pk"]).first()
        found = reads.watch_of(problem, self.actor) if problem else None
        if found is None:
            raise Http404
        return found


class WatchView(WatchPage, View):
    """`/desk/recurrence/<problem>`: numerator, denominator, what was left out, and the places like it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        problem = self.watch.problem
        seen = reads.for_reader(reads.of_watch(self.watch), self.actor, self.now)
        names = reads.names(seen, self.now)
        roles = problem.roles_of(self.actor)
        context = {
            "watch": self.watch,
            "stands": _stands(self.watch, seen),
            "problem": problem,
            "category": standing_rules.category(problem.category, self.book),
            "seen": seen,
            "bars": _bars(seen, problem),
            "beside": [(names.get(one.path, "–"), one) for one in seen.like],
            "again": [move for move in problem.moves_for(roles) if move.name == "come_back"],
            "rules": list(standing_rules.grown_from(problem, self.actor)[:5]),
            "now": self.now,
        }
        return render(request, "problems/lasting/watch.html", context)


def _stands(watch: Watch, seen: Comparison) -> str:
    """What came back stays so while the term lasts, and where the problem is open again; else what the reader's numbers say."""
    noticed = watch.told_at is not None and not seen.over
    return BACK if noticed or (watch.over and watch.state == BACK) else seen.outcome


def _bars(seen: Comparison, problem: Problem) -> list[Bar]:
    """Before and since, here and in the mean of the places like it."""
    address = reverse("desk_recurrence", args=[problem.pk])
    rows = [
        Bar(_("Here, before"), seen.here.before, url=f"{address}/before"),
        Bar(_("Here, since"), seen.here.after, url=f"{address}/after", tone="bad" if seen.outcome == BACK else ""),
    ]
    if not seen.like:
        return rows
    many, beside = len(seen.like), seen.beside
    means = ((_("A place like it, before"), beside.before / many), (_("A place like it, since"), beside.after / many))
    return rows + [Bar(label, value, shown=f"{value:.1f}", tone="plain") for label, value in means]


PARTS = {
    "before": _("Here, before it was solved"),
    "after": _("Here, since it was solved"),
    "joined": _("Left out: stands under the case it joined"),
    "wider": _("Left out: only a wider place is known"),
}


class WatchCases(WatchPage, ListPage):
    """`/desk/recurrence/<problem>/<part>`: exactly the cases behind a number."""

    roles = WORKING
    template_name = "problems/lasting/cases.html"
    columns = (
        Column("number", _("Number"), "pk", screen=False),
        Column("title", _("Matter"), "title", lead=True),
        Column("state", _("State"), "state_label"),
        Column("place", _("Place"), "place.name"),
        Column("heard", _("Heard"), "heard_at", cell="problems/lasting/cells/heard.html"),
        Column("ending", _("How it ended"), "get_ending_display", screen=False),
    )
    orders = (Order("new", _("Heard"), ("-heard_at",)),)
    empty_title = _("No such case")

    @property
    def title(self) -> Any:  # type: ignore[override] # a list's title is fixed elsewhere; here it is the number's name
        """The number's name."""
        if self.kwargs["part"] not in PARTS:
            raise Http404
        return PARTS[self.kwargs["part"]]

    def queryset(self) -> QuerySet[Case]:
        """The rows that were counted for this reader."""
        part, matter = self.kwargs["part"], reads.of_watch(self.watch)
        if part not in PARTS:
            raise Http404
        if part == "wider":
            rows = reads.wider_cases(matter, self.actor, self.now)
        else:
            rows = reads.cases(matter, part, matter.place.path, self.actor, self.now)
        return rows.select_related("place__parent")

    def row_url(self, row: Case) -> str:
        """The case page."""
        return reverse("desk_case", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """The way back."""
        back = reverse("desk_recurrence", args=[self.watch.problem_id])
        return {"back": back, "back_label": self.watch.problem.title}
