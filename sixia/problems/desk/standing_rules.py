"""Standing rules at the desk: the list, one rule with its trial, watch and reviews, and the cases behind each number."""

from datetime import timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.people.desk.base import DeskMixin
from sixia.problems.actions.standing_rules import DRAFTERS
from sixia.problems.desk.moments import Moment
from sixia.problems.desk.rule_moves import ACTS
from sixia.problems.lasting.flow import DRAFT, IN_FORCE, REPLACED, TRIED, WITHDRAWN
from sixia.problems.lasting.models import StandingRule, Trial
from sixia.problems.lasting.recurrence import Comparison
from sixia.problems.lasting.standing import WORKING
from sixia.problems.queries import recurrence, trials
from sixia.problems.queries import standing_rules as reads
from sixia.ui.lists import Column, ListPage, Order, Tab

FRESH: Final = timedelta(minutes=10)
"""A trial that has made no progress for longer is no longer waited for by the page itself."""


def _in(*states: str) -> Any:
    return lambda rows, request: rows.filter(state__in=states)


def _due(rows: QuerySet[StandingRule], request: HttpRequest) -> QuerySet[StandingRule]:
    return reads.due(rows, timezone.localdate())


class RuleList(DeskMixin, ListPage):
    """`/desk/standing-rules`."""

    roles = WORKING
    title = _("Standing rules")
    template_name = "problems/lasting/rules.html"
    columns = (
        Column("title", _("Rule"), "title", cell="problems/lasting/cells/rule.html", lead=True),
        Column("state", _("State"), "state_label", cell="problems/lasting/cells/rule_state.html"),
        Column("place", _("Place where it holds"), "place.name"),
        Column("unit", _("Unit that sees to it"), "unit.said"),
        Column("review", _("Review by"), "review_on", cell="problems/lasting/cells/review.html", sort="review"),
        Column("text", _("What is done from now on"), "text", screen=False),
        Column("outcome", _("Does it work?"), "get_outcome_display", screen=False),
        Column("adopted", _("In force since"), "adopted_at", screen=False),
    )
    orders = (Order("new", _("Newest first"), ("-drafted_at",)), Order("review", _("Review by"), ("review_on",)))
    tabs = (
        Tab("force", _("Rule in force"), _in(*IN_FORCE)),
        Tab("due", _("Review is due"), _due, tone="warn"),
        Tab("drafts", _("Drafts of rules"), _in(DRAFT, TRIED)),
        Tab("ended", _("Rules that ended"), _in(REPLACED, WITHDRAWN)),
        Tab("all", _("All"), lambda rows, request: rows),
    )
    empty_title = _("No rule of this kind")
    empty_text = _("When a problem is solved, write down what shall be done from now on, so that it need not be solved again.")

    def queryset(self) -> QuerySet[StandingRule]:
        """Rules the reader may see."""
        return StandingRule.objects.visible_to(self.actor).select_related("place", "unit")

    def row_url(self, row: StandingRule) -> str:
        """The rule's page."""
        return reverse("desk_rule", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """Whether the reader may draft one."""
        return {"drafts": self.actor.has(*DRAFTERS)}


class RulePage(Moment, View):
    """A page about one rule; 404 for whoever may not see it."""

    @cached_property
    def rule(self) -> StandingRule:
        """The rule."""
        found = reads.rule_of(self.actor, self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    def trial(self) -> dict[str, Any]:
        """Its last trial, with the numbers the reader may see; two queries."""
        trial = trials.newest(self.rule)
        if trial is None:
            return {"trial": None}
        over = trial.state == Trial.OVER
        return {
            "trial": trial,
            "rule": self.rule,
            "caught": trials.found(trials.seen(trial, self.actor)) if over else None,
            "stale": over and (trial.condition != self.rule.condition or trial.category != self.rule.category),
            "waits": trial.state == Trial.RUNNING and self.now - trial.begun_at < FRESH,
            "now": self.now,
        }


class RuleView(RulePage):
    """`/desk/standing-rules/<pk>`."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        rule = self.rule
        problems, every = reads.origins(rule, self.actor)
        context = {
            **self.trial(),
            "rule": rule,
            "conditions": reads.in_words(rule.asks, self.book),
            "category": reads.category(rule.category, self.book),
            "problems": problems,
            "unseen": every - len(problems),
            "reviews": reads.reviews(rule),
            "watch": self.watch(),
            "moves": [move for move in rule.moves_for(rule.roles_of(self.actor)) if move.name in ACTS],
            "story": reads.story(rule),
            "late": bool(rule.review_on and rule.review_on <= timezone.localdate(self.now)),
            "now": self.now,
        }
        return render(request, "problems/lasting/rule.html", context)

    def watch(self) -> Comparison | None:
        """What came since it is in force, over what the reader may see."""
        rule = self.rule
        if rule.state not in IN_FORCE or rule.adopted_at is None:
            return None
        return recurrence.for_reader(recurrence.of_rule(rule, self.now), self.actor, self.now)


class TrialPart(RulePage):
    """`/desk/standing-rules/<pk>/trial`: the trial's card alone, fetched while it is under way."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The card."""
        return render(request, "problems/lasting/trial.html", self.trial())


CUTS: Final = {
    "caught": _("It would have spoken"),
    "missed": _("It would have kept silent"),
    "meant": _("Matters it is meant against"),
    "others": _("It would have spoken besides"),
    "left": _("Left out of the trial"),
}


class TrialCases(DeskMixin, ListPage):
    """`/desk/standing-rules/<pk>/cases/<cut>`: exactly the past cases behind a number of the last trial."""

    roles = WORKING
    template_name = "problems/lasting/cases.html"
    kwargs: dict[str, Any]
    columns = (
        Column("number", _("Number"), "case_id", screen=False),
        Column("title", _("Matter"), "case.title", cell="problems/lasting/cells/tried.html", lead=True),
        Column("state", _("State"), "case.state_label"),
        Column("place", _("Place"), "case.place.name"),
        Column("heard", _("Heard"), "case.heard_at", cell="problems/lasting/cells/heard.html"),
        Column("met", _("It speaks"), "met", screen=False),
        Column("out", _("Left out because"), "get_out_display", screen=False),
    )
    orders = (Order("new", _("Heard"), ("-case__heard_at",)),)
    empty_title = _("No such case")

    @property
    def title(self) -> Any:  # type: ignore[override] # a list's title is fixed elsewhere; here it is the number's name
        """The number's name."""
        if self.kwargs["cut"] not in CUTS:
            raise Http404
        return CUTS[self.kwargs["cut"]]

    @cached_property
    def rule(self) -> StandingRule:
        """The rule; 404 for whoever may not see it."""
        found = reads.rule_of(self.actor, self.kwargs["pk"])
        if found is None or self.kwargs["cut"] not in CUTS:
            raise Http404
        return found

    def queryset(self) -> QuerySet[Any]:
        """The rows that were counted for this reader."""
        trial = trials.newest(self.rule)
        if trial is None:
            raise Http404
        rows = trials.CUTS[self.kwargs["cut"]](trials.seen(trial, self.actor))
        return rows.select_related("case__place__parent", "case__lead_unit")

    def row_url(self, row: Any) -> str:
        """The case page."""
        return reverse("desk_case", args=[row.case_id])

    def context(self) -> dict[str, Any]:
        """The way back."""
        return {"back": reverse("desk_rule", args=[self.rule.pk]), "back_label": self.rule.title}
