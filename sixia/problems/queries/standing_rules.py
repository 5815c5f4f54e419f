"""Reading standing rules: a rule with all that belongs to it, its condition in words, and which problems rules can grow from."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from sixia.cases.models import KINDS, TRIAGE
from sixia.catalog.rules.book import RuleBook
from sixia.kit.journal import timeline
from sixia.people.queries import names, unit_names
from sixia.problems.flow import RESOLVED, UNJUDGED
from sixia.problems.lasting.conditions import Condition
from sixia.problems.lasting.flow import IN_FORCE
from sixia.problems.lasting.models import Review, RuleRows, StandingRule
from sixia.problems.models import Problem
from sixia.ui.parts import Happening

RELATED = ("place__parent", "unit", "author", "adopted_by", "successor")
MOST_PROBLEMS = 40


def rule_of(who: Any, pk: int) -> StandingRule | None:
    """One rule, if the reader may see it."""
    return StandingRule.objects.visible_to(who).select_related(*RELATED).filter(pk=pk).first()


def due(rows: QuerySet[StandingRule], today: date) -> QuerySet[StandingRule]:
    """Those in force whose review should have taken place."""
    return rows.filter(state__in=IN_FORCE, review_on__lte=today)


def origins(rule: StandingRule, who: Any) -> tuple[list[Problem], int]:
    """The problems it grew from that the reader may see, and how many it has in all."""
    every = list(rule.origins.values_list("problem_id", flat=True))
    return list(Problem.objects.visible_to(who).filter(pk__in=every).select_related("place").order_by("pk")), len(every)


def solved(who: Any) -> QuerySet[Problem]:
    """Solved problems that a rule can grow from, the newest first."""
    rows = Problem.objects.visible_to(who).filter(state__in=(RESOLVED, UNJUDGED))
    return rows.select_related("place").order_by("-ended_at", "-pk")[:MOST_PROBLEMS]


def grown_from(problem: Problem, who: Any) -> RuleRows:
    """Rules that grew from a problem."""
    return StandingRule.objects.visible_to(who).filter(origins__problem=problem).order_by("-pk")


def reviews(rule: StandingRule) -> list[Review]:
    """What was said of it, newest first."""
    return list(Review.objects.filter(rule=rule).select_related("by").order_by("-at", "-pk"))


def in_words(condition: Condition, book: RuleBook) -> list[str]:
    """The condition as short sentences, all of which must hold."""
    kinds, triage = dict(KINDS), dict(TRIAGE)
    said = []
    if condition.categories:
        said.append(_("it is about: %(words)s") % {"words": _list(category(code, book) for code in condition.categories)})
    if condition.words:
        said.append(_("one of these words was said: %(words)s") % {"words": _list(condition.words)})
    if condition.kinds:
        said.append(_("it is of the kind: %(words)s") % {"words": _list(str(kinds[one]) for one in condition.kinds)})
    if condition.triage:
        said.append(_("it is taken as: %(words)s") % {"words": _list(str(triage[one]) for one in condition.triage)})
    if condition.months:
        said.append(_("it was heard in: %(words)s") % {"words": _list(str(MONTHS[one]) for one in condition.months)})
    return said + _numbers(condition)


def _numbers(condition: Condition) -> list[str]:
    said = []
    if condition.voices:
        said.append(_("at least %(n)s people spoke of it") % {"n": condition.voices})
    if condition.times:
        given = {"times": condition.times, "days": condition.days}
        said.append(_("it is at least number %(times)s of its kind in the same place within %(days)s days") % given)
    return said


def category(code: str, book: RuleBook) -> str:
    """What the catalogue calls it; the code where the rules no longer know it."""
    return str(book.category(code).name) if book.chain(code) else code


def _list(words: Any) -> str:
    return "、".join(words)


def story(rule: StandingRule) -> list[Happening]:
    """What happened to it, newest first; two queries beside the journal's."""
    lines = [line for line in timeline(rule.stream, newest_first=True) if line.event in STORY]
    who = names({line.by for line in lines})
    units = unit_names(line.facts["unit"] for line in lines if "unit" in line.facts)
    return [
        Happening(
            line.at,
            STORY[line.event]() % {**line.facts, "unit": units.get(line.facts.get("unit", 0), "")},
            who=who.get(line.by, ""),
            detail=line.words.get("reason", ""),
        )
        for line in lines
    ]


STORY = {
    "RuleDrafted": lambda: _("Drafted"),
    "RuleReworded": lambda: _("The draft was changed: it must be tried anew"),
    "RuleTrialBegun": lambda: _("Tried on the cases of the last %(days)s days"),
    "RuleTried": lambda: _("The trial is over"),
    "RuleAdopted": lambda: _("Adopted; kept by %(unit)s, to be reviewed by %(review)s"),
    "RuleReviewSoon": lambda: _("Its review is due soon, by %(due)s"),
    "RuleReviewDue": lambda: _("Its review was due by %(due)s, and nobody has said whether it works"),
    "RuleReviewed": lambda: _("Reviewed; again by %(following)s"),
    "RuleReplaced": lambda: _("Another rule took its place"),
    "RuleWithdrawn": lambda: _("Given up, or taken out of force"),
}
