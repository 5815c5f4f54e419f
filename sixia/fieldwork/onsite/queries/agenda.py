"""What could stand on the agenda of an on-site office, and why: open cases and problems of the place, as far as the reader sees.

Each reason is one bounded question over the open ones of the place; nothing confidential and nothing about anybody is asked for.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from sixia.cases.flow import HANDLING, HEARD, SUPERVISED
from sixia.cases.models import Case
from sixia.cases.queries import boards
from sixia.fieldwork.onsite import norms, rules
from sixia.fieldwork.onsite.models import Act, Item, Office
from sixia.fieldwork.onsite.queries.following import carried_here
from sixia.fieldwork.onsite.rules import Suggestion
from sixia.orders.models import Order
from sixia.orders.standing import within
from sixia.problems.models import Problem

EACH: Final = 40
"""Rows asked for per reason."""
OPEN_STATES: Final = (HEARD, HANDLING, SUPERVISED)
"""In which something can be decided: an answer on its way to the resident, or being checked, is waited for."""
Row = tuple[str, str, int, int]


def propose(office: Office, who: Any, now: datetime) -> list[Suggestion]:
    """Suggestions for this office, most needed first; each with its reasons, and with the decision that carried it over."""
    place_path = office.visit.place_path
    cases = open_cases(who, place_path)
    found = rules.merged([*_of_cases(cases, now), *_problems(who, place_path, now)])
    for act in carried_here(who, office, now)[:EACH]:
        kind, pk = act.item.kind, act.item.case_id or act.item.problem_id or act.pk
        one = found.setdefault((kind, pk), Suggestion(kind, pk, title=act.item.title))
        one.reasons[rules.CARRIED_OVER] = max((now - act.at).days, 0)
        one.after = act.pk
    return _titled(rules.ranked(found.values(), norms.suggestions(now)), who)


def open_cases(who: Any, place_path: str) -> QuerySet[Case]:
    """Open cases of a place that the reader sees and that may stand on an agenda."""
    rows = Case.objects.visible_to(who).open().filter(within((place_path,)), state__in=OPEN_STATES, track="service")
    return rows.filter(restricted=False, barred=False)


def _of_cases(cases: QuerySet[Case], now: datetime) -> Iterator[Row]:
    asked: tuple[tuple[str, QuerySet[Case], str], ...] = (
        (rules.NEGATIVE, cases.filter(negatives__gt=0), "negatives"),
        (rules.BOUNCED, cases.filter(hops__gte=boards.BOUNCED), "hops"),
        (rules.REPEATED, cases.filter(voices_count__gt=1), "voices_count"),
    )
    for reason, rows, column in asked:
        numbers = rows.order_by(F(column).desc(), "pk").values_list("pk", column)[:EACH]
        yield from ((rules.CASE, reason, pk, number) for pk, number in numbers)
    helped = Order.objects.filter(matter_kind="case", open=True, part=Order.ASSISTING)
    count = helped.filter(matter_id=OuterRef("pk")).order_by().values("matter_id").annotate(n=Count("pk")).values("n")
    joint = cases.filter(pk__in=helped.values("matter_id")).annotate(n=Subquery(count)).order_by("pk").values_list("pk", "n")
    yield from ((rules.CASE, rules.JOINT, pk, number + 1) for pk, number in joint[:EACH])
    late = boards.overdue(cases, now).order_by("due_at", "pk").values_list("pk", "due_at")[:EACH]
    yield from ((rules.CASE, rules.OVERDUE, pk, max((now - due).days, 1)) for pk, due in late if due)
    quiet = boards.stuck(cases, now).order_by("heard_at", "pk").values_list("pk", "heard_at", "dispatched_at")[:EACH]
    yield from ((rules.CASE, rules.STUCK, pk, (now - (sent or heard)).days) for pk, heard, sent in quiet)


def _problems(who: Any, place_path: str, now: datetime) -> Iterator[Row]:
    rows = Problem.objects.visible_to(who).open().filter(within((place_path,))).order_by("raised_at", "pk")
    yield from (
        (rules.PROBLEM, rules.OPEN_PROBLEM, pk, (now - raised).days) for pk, raised in rows.values_list("pk", "raised_at")[:EACH]
    )


def _titled(found: list[Suggestion], who: Any) -> list[Suggestion]:
    """With their lines; what the reader does not see, or what has closed meanwhile, is left out."""
    cases = _lines(Case.objects.visible_to(who).open().filter(restricted=False, barred=False), rules.CASE, found)
    problems = _lines(Problem.objects.visible_to(who).open(), rules.PROBLEM, found)
    lines = {rules.CASE: cases, rules.PROBLEM: problems}
    for one in found:
        one.title = lines[one.kind].get(one.pk, "") if one.kind in lines else one.title
    return [one for one in found if one.title]


def _lines(rows: Any, kind: str, found: list[Suggestion]) -> dict[int, str]:
    wanted = [one.pk for one in found if one.kind == kind]
    return dict(rows.filter(pk__in=wanted).values_list("pk", "title")) if wanted else {}


def items(office: Office, who: Any) -> list[Item]:
    """The agenda as the reader sees it, with what came of each item."""
    rows = Item.objects.visible_to(who).filter(office=office, chosen=True).select_related("case__lead_unit", "problem", "after")
    found = list(rows.order_by("number", "pk"))
    acts = Act.objects.filter(item__in=found).select_related("unit", "promise", "problem", "by", "answer")
    came: dict[int, list[Act]] = {}
    for act in acts.prefetch_related("orders__unit").order_by("pk"):
        came.setdefault(act.item_id, []).append(act)
    for item in found:
        item.came = came.get(item.pk, [])  # type: ignore[attr-defined] # for the page alone
        item.decision = next((act for act in item.came if act.kind in rules.DECIDING), None)  # type: ignore[attr-defined] # the same
    return found


def left_out(office: Office, who: Any) -> list[Item]:
    """What was suggested and not taken."""
    return list(Item.objects.visible_to(who).filter(office=office, chosen=False).order_by("pk")[:EACH])
