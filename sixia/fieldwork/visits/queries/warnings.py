"""What whoever plans a visit should know first: who is not free, and where so many teams go that another is a burden."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from sixia.fieldwork.visits import norms, sources
from sixia.fieldwork.visits.flow import CANCELLED
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.queries.coverage import Reach, silent
from sixia.people.actors import Actor
from sixia.people.models import Account, Unit
from sixia.places.models import Place
from sixia.places.rules.codes import COUNTY, RANK

SUGGESTED = 4


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody who goes elsewhere at that time; `visit` is None where the reader may not know where."""

    account: Account
    visit: Visit | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Several teams at one place: which visits, of how many units with one's own, within how many days."""

    visits: tuple[Visit, ...]
    teams: int
    days: int
    instead: tuple[Reach, ...]


@dataclass(frozen=True, slots=True)
class Warnings:
    """Both; empty where nothing speaks against it."""

    clashes: tuple[Clash, ...]
    crowd: Crowd | None

    def __bool__(self) -> bool:
        return bool(self.clashes or self.crowd)


@dataclass(frozen=True, slots=True)
class Wish:
    """A visit as it would be: where, when, whose, who goes. `known` is its key when it is planned already."""

    place: Place
    unit: Unit
    starts_at: datetime
    ends_at: datetime
    accounts: tuple[Account, ...]
    known: int = 0


def about(wish: Wish, *, who: Actor, now: datetime) -> Warnings:
    """What speaks against it. An unannounced visit of others gives nothing away: it is no part of a crowd, and whoever goes on it
    is said to be engaged, not where."""
    return Warnings(tuple(clashes(wish, who=who)), crowd(wish, who=who, now=now))


def clashes(wish: Wish, *, who: Actor) -> Iterable[Clash]:
    """Who of them goes elsewhere at that time, on a visit or as rooms above say."""
    mine = {account.pk: account for account in wish.accounts}
    meeting = Visit.objects.filter(starts_at__lt=wish.ends_at, ends_at__gt=wish.starts_at).exclude(state=CANCELLED)
    going = meeting.filter(Q(led_by__in=mine) | Q(members__in=mine)).exclude(pk=wish.known).distinct()
    rows = list(going.select_related("place").prefetch_related("members"))
    seen = set(Visit.objects.visible_to(who).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    for row in rows:
        for pk in {row.led_by_id, *(member.pk for member in row.members.all())} & mine.keys():
            yield Clash(mine[pk], row if row.pk in seen else None)
    yield from _engaged(wish, mine, who)


def _engaged(wish: Wish, mine: dict[int, Account], who: Actor) -> Iterable[Clash]:
    since, until = (wish.starts_at - timedelta(days=1)).date(), (wish.ends_at + timedelta(days=1)).date()
    for other in sources.engagements(who, since, until):
        if other.starts_at < wish.ends_at and other.ends_at > wish.starts_at:
            for pk in mine.keys() & set(other.accounts):
                yield Clash(mine[pk], None, f"{other.kind} {other.label}")


def crowd(wish: Wish, *, who: Actor, now: datetime) -> Crowd | None:
    """The visits of other units to the same place around that time, where with one's own they are as many teams as the rules
    call crowded; with places nearby to which nobody goes. None otherwise, and for a whole county."""
    if RANK[wish.place.level] <= RANK[COUNTY]:
        return None
    days, most = norms.crowd(now)
    span = timedelta(days=days)
    near = Visit.objects.visible_to(who).filter(
        place_path=wish.place.path, starts_at__gte=wish.starts_at - span, starts_at__lte=wish.starts_at + span
    )
    others = near.exclude(state=CANCELLED).exclude(pk=wish.known).exclude(unit=wish.unit)
    rows = tuple(others.select_related("unit", "led_by").order_by("starts_at")[:50])
    teams = len(_units(rows) | {wish.unit.pk})
    if teams < most:
        return None
    above = wish.place.parent.path if wish.place.parent else wish.place.path
    return Crowd(rows, teams, days, tuple(silent(above, who=who, now=now)[:SUGGESTED]))


def _units(rows: Collection[Visit]) -> set[int]:
    return {row.unit_id for row in rows}
