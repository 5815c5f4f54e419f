"""Which open cases should have a leader in charge, each with its reasons; and the cases that have grown old."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import ngettext

from sixia.cases.flow import JOINED
from sixia.cases.models import Case, Voice
from sixia.orders.models import Order
from sixia.oversight import norms
from sixia.oversight.models import REASONS, Charge, Mark
from sixia.oversight.rules import (
    AGE,
    AGREED_ENDS,
    EXPLAINED_ENDS,
    GROUP,
    IMPORTANT,
    NEGATIVES,
    REPEATS,
    SILENT_ENDS,
    UNITS,
    Criteria,
    Facts,
    reasons,
)

OLD = 180
"""From how many days on a case counts as old where the rules leave the criterion of age out."""


def proposals(who: Any, now: datetime) -> QuerySet[Case]:
    """Open cases that meet a criterion and have no leader in charge, as far as `who` sees them; with what `facts` reads."""
    rows = Case.objects.visible_to(who).open().filter(restricted=False)
    charged = Charge.objects.filter(case=OuterRef("pk"), open=True)
    least = norms.criteria(now)
    found = _counted(rows.filter(_meets(least, who, now)).filter(~Exists(charged)), who)
    carried = {
        f"least_{name}": Value(number) for name, number in asdict(least).items()
    }  # so that no row asks for the rules again
    return found.annotate(**carried).select_related("place__parent", "lead_unit")


def old_cases(who: Any, now: datetime) -> QuerySet[Case]:
    """Cases that were open for longer than the criterion of age, still open or ended since; joined ones stand under the other."""
    days = timedelta(days=norms.criteria(now).age or OLD)
    old = Q(open=True, first_at__lte=now - days) | Q(closed_at__isnull=False, closed_at__gte=F("first_at") + days)
    rows = Case.objects.visible_to(who).filter(old, restricted=False).exclude(state=JOINED)
    led = Charge.objects.filter(case=OuterRef("pk")).order_by("-pk")
    found = rows.annotate(
        charge_id=Subquery(led.values("pk")[:1]),
        charge_open=Exists(Charge.objects.filter(case=OuterRef("pk"), open=True)),
        charge_leader=Subquery(led.values("leader__name")[:1]),
    )
    return found.select_related("place__parent", "lead_unit")


@dataclass(frozen=True, slots=True)
class Resolved:
    """Of the old cases: how many there are, are open, and ended by verdict, lawfully, by agreement, or without a verdict."""

    all: int
    open: int
    verdict: int
    lawful: int
    agreed: int
    silent: int


def resolved(rows: QuerySet[Case]) -> Resolved:
    """The counts; one query."""
    ended = {
        "verdict": ("verdict",),
        "lawful": EXPLAINED_ENDS,
        "agreed": AGREED_ENDS,
        "silent": SILENT_ENDS,
    }
    wanted = {name: Q(open=False, ending__in=words) for name, words in ended.items()}
    wanted |= {"all": Q(), "open": Q(open=True)}
    counts = rows.order_by().aggregate(**{f"n_{name}": Count("pk", filter=q or None) for name, q in wanted.items()})
    return Resolved(**{name: counts[f"n_{name}"] for name in wanted})


@dataclass(frozen=True, slots=True)
class Band:
    """Old cases of one age: from so many days on to less than `until` (None: no end), and the same counts."""

    since: int
    until: int | None
    resolved: Resolved


def by_age(rows: QuerySet[Case], now: datetime) -> list[Band]:
    """The counts by how long the cases were open; one query each for three bands: to a year, to two, and beyond."""
    least = norms.criteria(now).age or OLD
    edges = sorted({least, 365, 730})
    edges = [edge for edge in edges if edge >= least]
    spans = zip(edges, [*edges[1:], None], strict=True)
    return [Band(since, until, resolved(rows.filter(_aged(now, since, until)))) for since, until in spans]


def _aged(now: datetime, since: int, until: int | None) -> Q:
    """Cases that were open for at least `since` and less than `until` days, whether they still are or not."""

    def longer(days: int) -> Q:
        span = timedelta(days=days)
        return Q(open=True, first_at__lte=now - span) | Q(open=False, closed_at__gte=F("first_at") + span)

    return longer(since) if until is None else longer(since) & ~longer(until)


def facts(case: Case, who: Any, now: datetime) -> Facts:
    """The numbers of one case, as far as `who` may know them; one query where it does not come from `proposals`."""
    row = case if hasattr(case, "repeated") else _counted(Case.objects.filter(pk=case.pk), who).get()
    return Facts(
        age=(now - case.first_at).days,
        repeats=row.repeated,  # type: ignore[attr-defined] # annotated by _counted
        negatives=case.negatives,
        group=case.voices_count,
        units=row.units_at_work,  # type: ignore[attr-defined] # annotated by _counted
        important=row.marked,  # type: ignore[attr-defined] # annotated by _counted
    )


def reasons_of(case: Case, who: Any, now: datetime) -> list[tuple[str, int]]:
    """The criteria that one case meets, each with its number; what `who` may not see counts for nothing."""
    return reasons(facts(case, who, now), _carried(case) or norms.criteria(now))


def _carried(case: Case) -> Criteria | None:
    if not hasattr(case, "least_age"):
        return None
    return Criteria(**{field.name: getattr(case, f"least_{field.name}") for field in fields(Criteria)})


def in_words(met: list[tuple[str, int]]) -> list[str]:
    """Reasons as short sentences."""
    return [_SENTENCES[name](number) for name, number in met if name in _SENTENCES]


def _meets(least: Criteria, who: Any, now: datetime) -> Q:
    """The same as `rules.reasons`, asked of the database; a test holds the two together."""
    met = Q(Exists(Mark.objects.filter(case=OuterRef("pk"))))
    if least.age:
        met |= Q(first_at__lte=now - timedelta(days=least.age))
    if least.negatives:
        met |= Q(negatives__gte=least.negatives)
    if least.group:
        met |= Q(voices_count__gte=least.group)
    if least.repeats:
        met |= Q(Exists(_callers(who).filter(times__gte=least.repeats)))
    if least.units:
        met |= Q(Exists(_at_work().filter(n__gte=least.units)))
    return met


def _callers(who: Any) -> QuerySet[Any]:
    """Voices of the case with how often their telephone has spoken of the matter, most often first.

    Counted are the voices of the case itself and of other cases about the same thing. What is confidential or complains
    about somebody counts for nobody, so that the number tells nobody of it.
    """
    same = Q(case__category=OuterRef("case__category"), case__restricted=False, case__barred=False) & ~Q(case__category="")
    spoken = Voice.objects.visible_to(who).filter(Q(case_id=OuterRef("case_id")) | same, phone_index=OuterRef("phone_index"))
    times = spoken.order_by().values("phone_index").annotate(n=Count("pk")).values("n")
    rows = Voice.objects.filter(case=OuterRef("pk")).exclude(phone_index="")
    return rows.annotate(times=Subquery(times, output_field=IntegerField())).order_by("-times")


def _at_work() -> QuerySet[Any]:
    """How many units have or had an order on the case, in one row."""
    rows = Order.objects.filter(matter_kind="case", matter_id=OuterRef("pk")).order_by()
    return rows.values("matter_id").annotate(n=Count("unit", distinct=True))


def _counted(rows: QuerySet[Case], who: Any) -> QuerySet[Case]:
    number = IntegerField()
    return rows.annotate(
        repeated=Coalesce(Subquery(_callers(who).values("times")[:1], output_field=number), 0),
        units_at_work=Coalesce(Subquery(_at_work().values("n")[:1], output_field=number), 0),
        marked=Exists(Mark.objects.filter(case=OuterRef("pk"))),
    )


def _age(n: int) -> str:
    return ngettext("open for %(n)d day", "open for %(n)d days", n) % {"n": n}


def _repeats(n: int) -> str:
    return ngettext("the same person spoke %(n)d time", "the same person spoke %(n)d times", n) % {"n": n}


def _negatives(n: int) -> str:
    return ngettext("%(n)d answer was not accepted", "%(n)d answers were not accepted", n) % {"n": n}


def _group(n: int) -> str:
    return ngettext("%(n)d person told it", "%(n)d people told it", n) % {"n": n}


def _units(n: int) -> str:
    return ngettext("%(n)d unit is at work on it", "%(n)d units are at work on it", n) % {"n": n}


def _important(n: int) -> str:
    return str(dict(REASONS)[IMPORTANT])


_SENTENCES = {AGE: _age, REPEATS: _repeats, NEGATIVES: _negatives, GROUP: _group, UNITS: _units, IMPORTANT: _important}
