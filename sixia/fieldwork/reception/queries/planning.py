"""The plan of a term as the rules want it, leaders in turn, and the places that need a reception most: proposals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from django.db.models import Count, Max, Q
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.cases.models import Case
from sixia.catalog.rules.rows import ReceptionRow
from sixia.fieldwork.reception import norms, rules
from sixia.fieldwork.reception.flow import CANCELLED, LIVE, MOVED
from sixia.fieldwork.reception.models import Day
from sixia.people.actors import Actor
from sixia.people.models import Account, Post, Unit
from sixia.people.rules import CLERK, DISPATCHER, PRINCIPAL, SUPERVISOR
from sixia.places.models import Place

MOST_PLACES = 5
RETURNED_WEIGHT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDay:
    """A reception day to be: who receives for which unit, when, where, in which form. `case` for going down with a case,
    `units` for a joint one, `rule` the code it was drawn from."""

    leader: Account
    unit: Unit
    starts_at: datetime
    ends_at: datetime
    form: str = "fixed"
    place: Place | None = None
    address: str = ""
    portfolio: str = ""
    capacity: int = 12
    wheelchair: bool = True
    interpreter: bool = False
    units: tuple[Unit, ...] = ()
    case: Case | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One day of a plan: the rule it comes from, and the day as it would be kept."""

    rule: ReceptionRow
    new: NewDay
    post: Post


@dataclass(frozen=True, slots=True)
class Need:
    """A place where a reception would help, and why, in a sentence."""

    place: Place
    open: int
    returned: int
    last: datetime | None
    why: str


def host_of(actor: Actor, now: datetime) -> Unit | None:
    """The office for which this person plans: their own desk, else the uppermost unit of their territory."""
    desks = actor.units(CLERK, DISPATCHER)
    over = actor.units(SUPERVISOR, PRINCIPAL)
    rows = Unit.objects.active(now).filter(pk__in=desks or over).select_related("place")
    return rows.order_by("path").first()


def leaders_of(rule: ReceptionRow, host: Unit, now: datetime) -> list[Post]:
    """The posts whose holders take turns by this rule, in the order of the tree; each person once."""
    rows = Post.objects.held(now).filter(
        role__in=rule.who,
        unit__function__in=rule.functions,
        unit__place__path__startswith=host.place.path,
        account__is_active=True,
    )
    seen: dict[int, Post] = {}
    for post in rows.select_related("account", "unit").order_by("unit__path", "pk"):
        seen.setdefault(post.account_id, post)
    return list(seen.values())


def draw(host: Unit, since: date, until: date, now: datetime) -> list[Drawn]:
    """What the rules want from `since` to `until`, without the days that are planned already; nothing is written."""
    found = [one for rule in norms.receptions(now) for one in _of_rule(rule, host, since, until, now)]
    return sorted((one for one in found if one.new.starts_at > now), key=lambda one: (one.new.starts_at, one.rule.seq))


def _of_rule(rule: ReceptionRow, host: Unit, since: date, until: date, now: datetime) -> Iterator[Drawn]:
    posts = {post.account_id: post for post in leaders_of(rule, host, now)}
    before = Day.objects.filter(rule=rule.code, host=host).exclude(state__in=(CANCELLED, MOVED))
    have = {(day.date, day.account_id if rule.each else 0) for day in before.filter(starts_at__date__gte=since)}
    last = before.order_by("-starts_at").first()
    turn = rules.in_turn(list(posts), last.account_id if last else None)
    places = {place.pk: place for place in towns_of(host)} if rule.place == rules.ROTATION else {}
    towns = rules.in_turn(list(places), last.place_id if last else None)
    for day in rules.days_of(rule, since, until, norms.work_calendar(now)):
        for account in list(posts) if rule.each else list(islice(turn, 1)):
            if (day, account if rule.each else 0) in have:
                continue
            town = places.get(next(towns, 0))
            yield Drawn(rule, _new(rule, host, posts[account], day, town), posts[account])


def _new(rule: ReceptionRow, host: Unit, post: Post, day: date, town: Place | None) -> NewDay:
    at_office = rule.place == rules.OFFICE
    return NewDay(
        leader=post.account,
        unit=post.unit,
        starts_at=moment(day, time.fromisoformat(rule.opens)),
        ends_at=moment(day, time.fromisoformat(rule.closes)),
        form=rule.form,
        place=host.place if at_office else town,
        address=host.address if at_office else "",
        capacity=rule.capacity,
        rule=rule.code,
    )


def moment(day: date, at: time) -> datetime:
    """A local day and time as a moment."""
    return timezone.make_aware(datetime.combine(day, at))


def midnight(day: date) -> datetime:
    """The moment a local day begins."""
    return moment(day, time.min)


def towns_of(host: Unit) -> list[Place]:
    """The places right below the office's territory, to which leaders go down in turn."""
    return list(Place.objects.filter(parent=host.place, valid_to__isnull=True).order_by("path"))


def short_of(host: Unit, since: date, until: date, now: datetime) -> list[tuple[ReceptionRow, str, int, int]]:
    """Per rule with a minimum, whoever has fewer days planned or held in the year of `since` than it wants: who, has, wants."""
    first, after = moment(date(since.year, 1, 1), time.min), moment(date(since.year + 1, 1, 1), time.min)
    rows = Day.objects.filter(host=host, starts_at__gte=first, starts_at__lt=after).exclude(state__in=(CANCELLED, MOVED))
    counts = dict(rows.values_list("account_id").annotate(n=Count("pk")))
    return [
        (rule, f"{post.title or post.role_label} {post.account.name}", have, rule.least)
        for rule in norms.receptions(now)
        for post in (leaders_of(rule, host, now) if rule.least else ())
        if (have := counts.get(post.account_id, 0)) < rule.least
    ]


def by_need(host: Unit, actor: Actor, now: datetime) -> list[Need]:
    """The places below with most open and returned cases, as far as the reader may see these; most needed first."""
    towns = towns_of(host)
    if not towns:
        return []
    length = max(len(place.path) for place in towns)
    returned = Count("pk", filter=Q(negatives__gt=0))
    rows = Case.objects.visible_to(actor).open().annotate(town=Left("place_path", length)).values("town")
    counts: dict[str, Any] = {row["town"]: row for row in rows.annotate(n=Count("pk"), r=returned).order_by("town")}
    held = Day.objects.filter(place__in=towns, starts_at__lt=now).exclude(state__in=(CANCELLED, MOVED))
    last = dict(held.values_list("place_id").annotate(at=Max("starts_at")))
    found = [_need(place, counts.get(place.path, {}), last.get(place.pk)) for place in towns]
    ranked = sorted(found, key=lambda one: (-(one.open + RETURNED_WEIGHT * one.returned), one.place.path))
    return [one for one in ranked if one.open or one.returned][:MOST_PLACES]


def _need(place: Place, row: dict[str, int], last: datetime | None) -> Need:
    said = _("%(open)s open cases, %(returned)s of them not accepted; last reception there: %(last)s")
    shown = timezone.localtime(last).strftime("%Y-%m-%d") if last else _("none")
    number, negative = row.get("n", 0), row.get("r", 0)
    return Need(place, number, negative, last, said % {"open": number, "returned": negative, "last": shown})


def partners(day: Day) -> Sequence[Day]:
    """Days of other leaders at the same office with which this one may be swapped, the nearest first."""
    rows = Day.objects.filter(host=day.host_id, state__in=LIVE, starts_at__gt=day.made_at).exclude(account=day.account_id)
    return list(rows.filter(opened_at=None).select_related("account", "unit").order_by("starts_at")[:50])
