"""Snapshots of what is counted, read from the tables of the rooms below, many at once; what is confidential is not read.

Cases that are confidential or speak about an official or a unit stay out of every figure: whoever is complained about must
not count it, and a number that differs by reader could be subtracted.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Min, Q
from django.utils import timezone

from sixia.cases.models import Answer, Case, Exclusion, Verdict, Voice
from sixia.fieldwork.outreach.models import Reach, Session
from sixia.insight.figures.models import Fact
from sixia.insight.figures.rules import counting
from sixia.insight.figures.rules.counting import REPEAT, CaseSeen, OrderSeen, ProblemSeen, PromiseSeen, VerdictSeen
from sixia.insight.figures.rules.parts import CASE, PROBLEM, PROMISE, VILLAGE
from sixia.kit.models import Clock
from sixia.orders.models import Order
from sixia.oversight.models import Promise
from sixia.places.models import Place
from sixia.places.rules.codes import VILLAGE as VILLAGE_LEVEL
from sixia.problems.lasting.models import Watch
from sixia.problems.lasting.recurrence import BACK

PLAIN: Final = Q(restricted=False, barred=False)
_CASE: Final = (
    *("pk", "place_path", "category", "ending", "open", "lead_unit_id", "heard_at"),
    *("dispatched_at", "contacted_at", "closed_at"),
)
_ORDER: Final = ("matter_id", "pk", "unit_id", "state", "hops", "issued_at", "accepted_at", "contacted_at")
_VERDICT: Final = ("case_id", "pk", "voice_id", "number", "unit_id", "at", "solved", "satisfied", "decent")


def facts(kind: str, things: Collection[int], now: datetime) -> dict[int, list[counting.Fact]]:
    """The facts of these things by their keys; those without any are left out."""
    return _BY_KIND[kind](things, now) if things else {}


def _of_cases(keys: Collection[int], now: datetime) -> dict[int, list[counting.Fact]]:
    zone = timezone.get_current_timezone()
    return {case.pk: counting.of_case(case, now, zone) for case in cases(keys)}


def cases(keys: Collection[int]) -> list[CaseSeen]:
    """Snapshots of cases by their keys; at most nine queries."""
    rows = list(Case.objects.filter(PLAIN, pk__in=keys).values_list(*_CASE))
    found = [row[0] for row in rows]
    orders, verdicts, voices = _orders(found), _verdicts(found), _voices(found)
    answered = Answer.objects.filter(case__in=found, state=Answer.SENT).exclude(kind=Answer.INTERIM).order_by()
    first: dict[int, datetime] = dict(answered.values_list("case_id").annotate(at=Min("sent_at")))
    decided = Exclusion.objects.filter(case__in=found, decided_at__isnull=False)
    wishes = {
        pk: (at, bool(granted)) for pk, at, granted in decided.values_list("case_id", "decided_at", "granted") if at is not None
    }
    again = _again([(row[0], row[2], row[6]) for row in rows], voices)
    return [
        CaseSeen(
            pk=row[0],
            place=row[1],
            topic=row[2],
            ending=row[3],
            open=row[4],
            lead=row[5] or 0,
            heard=row[6],
            dispatched=row[7],
            contacted=row[8],
            answered=first.get(row[0]),
            closed=row[9],
            orders=tuple(orders.get(row[0], ())),
            verdicts=tuple(verdicts.get(row[0], ())),
            voices=tuple(at for at, _phone in voices.get(row[0], ())),
            again=again.get(row[0]),
            wish=wishes.get(row[0]),
        )
        for row in rows
    ]


def _orders(keys: list[int]) -> dict[int, list[OrderSeen]]:
    rows = list(Order.objects.filter(matter_kind="case", matter_id__in=keys, part=Order.LEAD).order_by("pk").values_list(*_ORDER))
    owners = [f"order:{row[1]}" for row in rows]
    limits = dict(Clock.objects.filter(owner__in=owners, kind="contact").order_by("pk").values_list("owner", "due_at"))
    found: dict[int, list[OrderSeen]] = defaultdict(list)
    for matter, pk, unit, state, hops, issued, accepted, contacted in rows:
        limit = limits.get(f"order:{pk}")
        found[matter].append(OrderSeen(pk, unit, state, hops, issued, accepted is not None, contacted, limit))
    return found


def _verdicts(keys: list[int]) -> dict[int, list[VerdictSeen]]:
    found: dict[int, list[VerdictSeen]] = defaultdict(list)
    for case, pk, voice, number, unit, *said in Verdict.objects.filter(case__in=keys).order_by("pk").values_list(*_VERDICT):
        found[case].append(VerdictSeen(pk, voice, number, unit or 0, *said))
    return found


def _voices(keys: list[int]) -> dict[int, list[tuple[datetime, str]]]:
    """When the voices of cases were heard, with the index of a telephone that may be compared."""
    found: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    rows = Voice.objects.filter(case__in=keys).order_by("heard_at", "pk")
    for case, at, phone, secret in rows.values_list("case_id", "heard_at", "phone_index", "secret"):
        found[case].append((at, "" if secret else phone))
    return found


def _again(asked: Iterable[tuple[int, str, datetime]], voices: dict[int, list[tuple[datetime, str]]]) -> dict[int, bool]:
    """Of cases with a topic and a caller who is not secret: whether that caller had the same topic closed shortly before."""
    known = {pk: (voices[pk][0][1], topic, at) for pk, topic, at in asked if topic and voices.get(pk) and voices[pk][0][1]}
    earlier: dict[tuple[str, str], list[tuple[int, datetime]]] = defaultdict(list)
    rows = Voice.objects.filter(
        phone_index__in={phone for phone, _topic, _at in known.values()},
        secret=False,
        case__restricted=False,
        case__barred=False,
        case__closed_at__isnull=False,
    ).exclude(case__ending__in=counting.NO_ENDING)
    for phone, topic, pk, closed in rows.values_list("phone_index", "case__category", "case_id", "case__closed_at"):
        if closed is not None:
            earlier[phone, topic].append((pk, closed))
    return {
        pk: any(other != pk and at - REPEAT <= closed <= at for other, closed in earlier.get((phone, topic), ()))
        for pk, (phone, topic, at) in known.items()
    }


def same_callers(keys: Collection[int]) -> set[int]:
    """Other cases of the callers of these: whether they came again hangs on these."""
    phones = set(Voice.objects.filter(case__in=keys, secret=False).exclude(phone_index="").values_list("phone_index", flat=True))
    return set(Voice.objects.filter(phone_index__in=phones).values_list("case_id", flat=True)) - set(keys)


def promises_of(keys: Collection[int]) -> set[int]:
    """Promises made in these cases."""
    return set(Promise.objects.filter(case__in=keys).values_list("pk", flat=True))


def _of_promises(keys: Collection[int], now: datetime) -> dict[int, list[counting.Fact]]:
    rows = Promise.objects.filter(Q(case=None) | Q(case__restricted=False, case__barred=False), pk__in=keys)
    columns = ("pk", "place_path", "unit_id", "case__category", "first_due_on", "state", "on_time")
    return {
        row[0]: counting.of_promise(PromiseSeen(row[0], row[1], row[2], row[3] or "", *row[4:]))
        for row in rows.values_list(*columns)
    }


def _of_problems(keys: Collection[int], now: datetime) -> dict[int, list[counting.Fact]]:
    watches: dict[int, list[Any]] = defaultdict(list)
    rows = Watch.objects.filter(problem__in=keys).order_by("since", "pk")
    columns = ("problem_id", "problem__place_path", "problem__unit_id", "problem__category", "since", "state", "told_at")
    for row in rows.values_list(*columns):
        watches[row[0]].append(row)
    found = {}
    for pk, seen in watches.items():
        _pk, place, unit, topic, since, _state, _told = seen[0]
        back = any(state == BACK or told is not None for *_rest, state, told in seen)
        day = timezone.localdate(since)
        found[pk] = counting.of_problem(ProblemSeen(pk, place, unit or 0, topic, day, back))
    return found


def _of_villages(keys: Collection[int], now: datetime) -> dict[int, list[counting.Fact]]:
    begun = Session.objects.filter(held_at__isnull=False).aggregate(at=Min("visit__starts_at"))["at"]
    today = timezone.localdate(now)
    years = range(timezone.localdate(begun).year if begun else today.year, today.year + 1)
    reached: dict[tuple[int, int], Any] = {}
    rows = Reach.objects.filter(place__in=keys, session__held_at__isnull=False).order_by("-session__visit__starts_at")
    for pk, at in rows.values_list("place_id", "session__visit__starts_at"):
        day = timezone.localdate(at)
        reached[pk, day.year] = day
    places = Place.objects.current(today).at_level(VILLAGE_LEVEL).filter(pk__in=keys).values_list("pk", "path")
    return {
        pk: [fact for year in years for fact in counting.of_village(pk, path, year, reached.get((pk, year)))]
        for pk, path in places
    }


def villages(now: datetime) -> list[int]:
    """Keys of all villages there are."""
    return list(
        Place.objects.current(timezone.localdate(now)).at_level(VILLAGE_LEVEL).order_by("pk").values_list("pk", flat=True)
    )


def villages_wait(now: datetime) -> bool:
    """Whether there are others than those counted for this year: it is a new one, or the territory has changed."""
    today = timezone.localdate(now)
    counted = Fact.objects.filter(part="village", day=date(today.year, 1, 1)).count()
    return counted != Place.objects.current(today).at_level(VILLAGE_LEVEL).count()


def reached_by(sessions: Collection[int]) -> set[int]:
    """Villages that these sessions reached."""
    return set(Reach.objects.filter(session__in=sessions).values_list("place_id", flat=True))


_BY_KIND: Final = {CASE: _of_cases, PROMISE: _of_promises, PROBLEM: _of_problems, VILLAGE: _of_villages}
SOURCES: Final[dict[str, Any]] = {CASE: Case, PROMISE: Promise, PROBLEM: Watch}
