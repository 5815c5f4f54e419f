"""Planning reception days, telling leaders, making days public, swapping, putting off and calling off: nobody is left untold."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.fieldwork.reception import norms
from sixia.fieldwork.reception.actions.moving_on import give_all_up, shift_all
from sixia.fieldwork.reception.actions.waiting import miss
from sixia.fieldwork.reception.events import (
    LeaderReminded,
    ReceptionAnnounced,
    ReceptionCancelled,
    ReceptionClosed,
    ReceptionMoved,
    ReceptionOpened,
    ReceptionPlanned,
    ReceptionSettled,
    ReceptionSwapped,
)
from sixia.fieldwork.reception.flow import ABSENT, ANNOUNCED, BOOKED, CALLED, DONE, DRAFTED, SEATED, WAITING
from sixia.fieldwork.reception.models import FORMS, Booking, Day
from sixia.fieldwork.reception.queries.planning import NewDay
from sixia.fieldwork.reception.rules import CASE, JOINT
from sixia.fieldwork.reception.standing import DESKS
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import hold, tell
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Post, Unit
from sixia.people.rules import ADMIN_ROLES, PRINCIPAL, SUPERVISOR
from sixia.places.models import Place

LONGEST: Final = timedelta(hours=12)
FURTHEST: Final = timedelta(days=550)
MARGIN_DAYS: Final = 1
"""Days by which the software makes a day public earlier than it must, so that a slip can still be mended."""


@transaction.atomic
def add(new: NewDay, *, host: Unit, by: Actor, now: datetime) -> Day:
    """Put a day into the plan of the office `host`. Refused: role, missing, guard."""
    _may_plan(host, by)
    return _write(new, host, by=by, now=now)


@transaction.atomic
def keep(drawn: Iterable[NewDay], *, host: Unit, by: Actor, now: datetime) -> list[Day]:
    """Keep a plan that was drawn from the rules and looked at; all of it or nothing."""
    _may_plan(host, by)
    return [_write(new, host, by=by, now=now) for new in drawn]


@alone
def settle(day: Day, *, new: NewDay, by: Actor, now: datetime) -> None:
    """Change leader, time or place of a day that is not public yet."""
    post = _checked(new, day.host, now)
    given = {"leader": new.leader, "starts_at": new.starts_at}
    event = ReceptionSettled(day=day.pk, account=new.leader.pk, date=timezone.localdate(new.starts_at).isoformat())
    same = day.account_id == new.leader.pk and day.starts_at == new.starts_at
    changes = {**_columns(new, post), "reminded_at": day.reminded_at if same else None}
    with _one_place_at_a_time():
        advance(day, "settle", by=by, now=now, given=given, event=event, changes=changes)
    day.units.set(new.units)


@transaction.atomic
def swap(day: Day, *, other: Day, reason: str, by: Actor, now: datetime) -> None:
    """Two leaders take each other's day; whoever has booked one of them is told.

    Source: county notices: a leader who cannot come swaps with the next one instead of leaving the day out.
    """
    hold(day.stream, other.stream)
    if not day.roles_of(by):
        raise Refused("role", gettext_lazy("You may not do this here."), move="swap")
    if not other.roles_of(by) or other.state not in (DRAFTED, ANNOUNCED):
        raise Refused("guard", gettext_lazy("Choose a day that is still ahead."), move="swap", fields=["other"])
    mine, theirs = _seat(day), _seat(other)
    for one, taken, second in ((day, theirs, other), (other, mine, day)):
        given = {"other": Day(account_id=taken["account_id"]), "reason": reason, "now": now}
        event = ReceptionSwapped(
            day=one.pk, other=second.pk, account=taken["account_id"], before=one.account_id, reason=Words(reason.strip())
        )
        doer = by if one is day else SYSTEM
        _swap_one(one, doer, given, event, {**taken, "reminded_at": None}, now)


@alone
def move(
    day: Day,
    *,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    by: Actor,
    now: datetime,
    place: Place | None = None,
    address: str = "",
) -> Day:
    """Put it off: a new day takes its place, those who have booked are taken along and told; the old day says where to."""
    new = NewDay(
        leader=day.account,
        unit=day.unit,
        starts_at=starts_at,
        ends_at=ends_at,
        form=day.form,
        portfolio=day.portfolio,
        capacity=day.capacity,
        wheelchair=day.wheelchair,
        interpreter=day.interpreter,
        units=tuple(day.units.all()),
        case=day.case,
        rule=day.rule,
        place=place or day.place,
        address=address or day.address,
    )
    if day.state == ANNOUNCED and (late := _late(starts_at, now)):
        raise Refused("guard", late, move="move", fields=["starts_at"])
    made = _write(new, day.host, by=by, now=now, replaces=day)
    event = ReceptionMoved(day=day.pk, into=made.pk, date=made.date.isoformat(), reason=Words(reason.strip()))
    given = {"starts_at": starts_at, "reason": reason, "now": now}
    was_public = day.state == ANNOUNCED
    advance(day, "move", by=by, now=now, given=given, event=event, changes={"reason": reason.strip()[:200]})
    if was_public:
        announce(made, by=by, now=now)
    shift_all(day, made, now=now)
    return made


@alone
def cancel(day: Day, *, reason: str, by: Actor, now: datetime) -> int:
    """Call it off; everybody who has booked is told why, and their number returned."""
    event = ReceptionCancelled(day=day.pk, reason=Words(reason.strip()))
    advance(day, "cancel", by=by, now=now, given={"reason": reason}, event=event, changes={"reason": reason.strip()[:200]})
    return give_all_up(day, now=now)


@alone
def announce(day: Day, *, by: Actor, now: datetime) -> None:
    """Make it public. Refused where it is later than the rules allow, or nobody knows where it is."""
    given = {"late": _late(day.starts_at, now)}
    event = ReceptionAnnounced(day=day.pk, date=day.date.isoformat())
    advance(day, "announce", by=by, now=now, given=given, event=event, changes={"announced_at": now})


@alone
def remind(day: Day, *, now: datetime) -> None:
    """Tell the leader of the day ahead, once."""
    event = LeaderReminded(day=day.pk, account=day.account_id, date=day.date.isoformat())
    advance(day, "remind", by=SYSTEM, now=now, event=event, changes={"reminded_at": now})


@alone
def open_day(day: Day, *, by: Actor, now: datetime, opened_on: date | None = None) -> None:
    """Begin to receive. `opened_on` is the day on which it was done without a network, where that is sent only now."""
    given = {"today": opened_on or timezone.localdate(now)}
    advance(day, "open", by=by, now=now, given=given, event=ReceptionOpened(day=day.pk), changes={"opened_at": now})


@alone
def close(day: Day, *, by: Actor, now: datetime) -> None:
    """End it. Whoever had booked and never came is noted as absent; whoever is still there must be received first."""
    left = day.bookings.filter(state__in=(WAITING, CALLED, SEATED)).exists()
    missing = Booking.objects.filter(day=day, state=BOOKED).select_related("day")
    event = ReceptionClosed(
        day=day.pk,
        received=day.bookings.filter(state=DONE).count(),
        absent=day.bookings.filter(state__in=(BOOKED, ABSENT)).count(),
    )
    advance(day, "close", by=by, now=now, given={"left": left}, event=event, changes={"closed_at": now})
    for booking in missing:
        miss(booking, by=SYSTEM, now=now)


def prepare(now: datetime) -> None:
    """What ticks: leaders are told in time, and days with leader and place become public in time; each day apart.

    What hinders one holds up no other; whoever plans reads on its page why it is not public (`hindrance`).
    """
    today = timezone.localdate(now)
    ahead = Day.objects.filter(starts_at__gt=now, starts_at__lt=now + timedelta(days=60)).order_by("starts_at")
    for day in ahead.filter(state__in=(DRAFTED, ANNOUNCED), reminded_at=None):
        if norms.tell_leader_by(day.date, now) <= today:
            with suppress(Refused):
                remind(day, now=now)
    for day in ahead.filter(state=DRAFTED):
        ripe = norms.public_by(day.date, now) - timedelta(days=MARGIN_DAYS) <= today
        if ripe and hindrance(day, now) is None:
            with suppress(Refused):
                announce(day, by=SYSTEM, now=now)


def hindrance(day: Day, now: datetime) -> str | None:
    """Why a planned day cannot become public as it stands, in a sentence for whoever plans; None where nothing hinders."""
    if not day.place_id and not day.address:
        return str(gettext_lazy("Say first where it is: residents must know where to go."))
    if not Post.objects.held(now).filter(account=day.account_id, unit=day.unit_id).exclude(role__in=ADMIN_ROLES).exists():
        return _("Whoever should receive holds no post there any more. Change the plan, or swap.")
    return _late(day.starts_at, now)


def _may_plan(host: Unit, by: Actor) -> None:
    over = any(host.place.path.startswith(scope) for scope in by.scopes(SUPERVISOR, PRINCIPAL))
    if host.pk not in by.units(*DESKS) and not over:
        raise Refused("role", gettext_lazy("You may not do this here."), move="add")


def _checked(new: NewDay, host: Unit, now: datetime) -> Post:
    """The post in which the leader receives; Refused for what cannot be."""
    rows = Post.objects.held(now).filter(account=new.leader, unit=new.unit).exclude(role__in=ADMIN_ROLES)
    post = rows.filter(unit__place__path__startswith=host.place.path).order_by("pk").first()
    if post is None:
        raise Refused("guard", gettext_lazy("Whoever receives must hold a post in that unit, here."), fields=["leader"])
    if not new.starts_at < new.ends_at <= new.starts_at + LONGEST:
        raise Refused("guard", gettext_lazy("It must end later on the same day than it begins."), fields=["ends_at"])
    if not now < new.starts_at < now + FURTHEST:
        raise Refused("guard", gettext_lazy("Name a time that is still ahead, within a year and a half."), fields=["starts_at"])
    if new.form not in dict(FORMS):
        raise Refused("guard", gettext_lazy("Choose from the list."), fields=["form"])
    if new.form == CASE and new.case is None:
        raise Refused("missing", gettext_lazy("Name the case with which the leader goes down."), fields=["case"])
    if new.form == JOINT and len(new.units) < 2:
        raise Refused("missing", gettext_lazy("Name at least two units that receive together."), fields=["units"])
    return post


def _columns(new: NewDay, post: Post) -> dict[str, Any]:
    return {
        "form": new.form,
        "account_id": new.leader.pk,
        "unit_id": new.unit.pk,
        "title": post.title or str(post.role_label),
        "portfolio": new.portfolio.strip()[:200],
        "place_id": new.place.pk if new.place else None,
        "address": new.address.strip()[:200],
        "starts_at": new.starts_at,
        "ends_at": new.ends_at,
        "capacity": new.capacity,
        "wheelchair": new.wheelchair,
        "interpreter": new.interpreter,
        "case_id": new.case.pk if new.case else None,
    }


def _write(new: NewDay, host: Unit, *, by: Actor, now: datetime, replaces: Day | None = None) -> Day:
    post = _checked(new, host, now)
    state = Day.FLOW.start
    made = Day(host=host, place_path=host.place.path, rule=new.rule, state=state, made_at=now, replaces=replaces)
    for name, value in _columns(new, post).items():
        setattr(made, name, value)
    with _one_place_at_a_time():
        made.save(force_insert=True)
    made.units.set(new.units)
    event = ReceptionPlanned(
        day=made.pk,
        account=made.account_id,
        unit=made.unit_id,
        date=made.date.isoformat(),
        rule=made.rule,
        replaces=replaces.pk if replaces else None,
    )
    tell(event, by=by, about=made.stream, now=now)
    return made


class _one_place_at_a_time:  # noqa: N801 # reads as a phrase after `with`
    """A leader cannot receive twice at the same moment: the table's refusal in words."""

    def __enter__(self) -> None:
        self.point = transaction.atomic()
        self.point.__enter__()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self.point.__exit__(kind, error, trace)
        if isinstance(error, IntegrityError):
            sentence = gettext_lazy("This leader already receives at that moment. Choose another time.")
            raise Refused("guard", sentence, fields=["starts_at"]) from error


def _late(starts_at: datetime, now: datetime) -> str | None:
    """Why it is too late to make a day public now, or None."""
    day = timezone.localdate(starts_at)
    if timezone.localdate(now) <= norms.public_by(day, now):
        return None
    days = norms.public_days(now)
    first = date_format(timezone.localdate(now) + timedelta(days=days), "DATE_FORMAT")
    sentence = _("It must be public at least %(days)s days before. Today that can only be a day from %(first)s on: put it off.")
    return sentence % {"days": days, "first": first}


def _seat(day: Day) -> dict[str, Any]:
    return {"account_id": day.account_id, "unit_id": day.unit_id, "title": day.title, "portfolio": day.portfolio}


@alone
def _swap_one(
    day: Day, by: Actor, given: dict[str, Any], event: ReceptionSwapped, changes: dict[str, Any], now: datetime
) -> None:
    with _one_place_at_a_time():
        advance(day, "swap", by=by, now=now, given=given, event=event, changes=changes)
