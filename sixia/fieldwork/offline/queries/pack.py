"""What somebody takes along for days without a network: no more than they need there, and as few personal data as will do.

Names and telephones stay in the house. What a case is about goes along masked; people in the waiting room as numbers, with
what they come for, on the eve and the day itself only.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Q
from django.utils import timezone

from sixia.cases.models import KINDS, Case
from sixia.catalog.queries import current_book
from sixia.fieldwork.offline.models import Device, Line
from sixia.fieldwork.offline.queries.surveys import surveys
from sixia.fieldwork.onsite import standing as onsite
from sixia.fieldwork.onsite.flow import HERE as ONSITE_HERE
from sixia.fieldwork.onsite.flow import LIVE as ONSITE_LIVE
from sixia.fieldwork.onsite.models import Act, Item, Office
from sixia.fieldwork.onsite.rules import DECIDING
from sixia.fieldwork.reception import standing as reception
from sixia.fieldwork.reception.flow import ANNOUNCED, COMING, OFFICE, OPEN, RECEIVER
from sixia.fieldwork.reception.models import Booking, Day
from sixia.fieldwork.visits.flow import CANCELLED, HELD
from sixia.fieldwork.visits.models import Note, Visit
from sixia.kit.masking import mask
from sixia.kit.standing import roles_in_rows
from sixia.oversight.models import Promise
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.places.models import Place

AHEAD: Final = timedelta(days=7)
BEHIND: Final = timedelta(days=2)
"""What was done on the way may be written down the day after."""
EVE: Final = timedelta(hours=36)
MOST_DAYS, MOST_VISITS, MOST_BOOKINGS = 12, 20, 120
MOST_NAMES: Final = 1000
FEW: Final = 12
LAST: Final = 5
Rows = list[dict[str, Any]]


def pack(who: Actor, now: datetime) -> dict[str, Any]:
    """Everything, as plain data; a constant number of queries, and four more for each visit."""
    days = _days(who, now)
    return {
        "made_at": now.isoformat(),
        "zone": timezone.get_default_timezone_name(),
        "days": days,
        "visits": _visits(who, now),
        "offices": _offices(who, now),
        "surveys": surveys(who),
        "units": [[pk, said] for pk, said in Unit.objects.active(now).order_by("path")[:MOST_NAMES].said().items()],
        "places": _places(who, now),
        "categories": [[row.code, str(row.name)] for row in current_book(now).categories() if not row.restricted],
        "kinds": [[code, str(label)] for code, label in KINDS if code != "accusation"],
        "note_kinds": [[code, str(label)] for code, label in Note.KINDS],
    }


def received(rows: Iterable[Line]) -> Rows:
    """What has arrived, as plain data."""
    return [
        {
            "name": str(row.name),
            "verb": row.verb,
            "state": row.state,
            "sentence": row.sentence,
            "label": row.label,
            "url": row.url,
            "theirs": row.theirs,
            "at": row.at.isoformat(),
        }
        for row in rows
    ]


def earlier(who: Actor, device: Device) -> Rows:
    """Other devices of the same person that said last that they had records not sent: perhaps a browser was cleared."""
    rows = Device.objects.visible_to(who).live().filter(account_id=device.account_id, waiting__gt=0).exclude(pk=device.pk)
    return [{"name": row.name, "n": row.waiting} for row in rows.order_by("-seen_at")[:FEW]]


def _days(who: Actor, now: datetime) -> Rows:
    """Days that the reader runs or receives on, with those who come."""
    near = Day.objects.visible_to(who).filter(state__in=(ANNOUNCED, OPEN), starts_at__gte=now - BEHIND, starts_at__lt=now + AHEAD)
    roles = roles_in_rows(near, reception.DAY, who)
    mine = [pk for pk, held in roles.items() if held & {OFFICE, RECEIVER}]
    rows = list(near.filter(pk__in=mine).select_related("account", "place", "unit").order_by("starts_at")[:MOST_DAYS])
    coming = _coming(who, [row.pk for row in rows if row.starts_at < now + EVE])
    counted = dict(Booking.objects.filter(day__in=rows, state__in=COMING).values_list("day").annotate(n=Count("pk")))
    return [
        {
            "pk": row.pk,
            "leader": row.account.name,
            "title": row.title,
            "date": row.date.isoformat(),
            "starts": row.starts_at.isoformat(),
            "ends": row.ends_at.isoformat(),
            "place": row.place.name if row.place else "",
            "address": row.address,
            "state": row.state,
            "office": OFFICE in roles[row.pk],
            "coming": counted.get(row.pk, 0),
            "bookings": coming.get(row.pk, []),
        }
        for row in rows
    ]


def _coming(who: Actor, days: list[int]) -> dict[int, Rows]:
    found: dict[int, Rows] = {}
    rows = Booking.objects.visible_to(who).filter(day__in=days, state__in=COMING).order_by("number", "at", "pk")
    for row in rows[:MOST_BOOKINGS]:
        found.setdefault(row.day_id, []).append(
            {
                "key": str(row.client),
                "number": row.number,
                "at": row.at.isoformat() if row.at else "",
                "state": row.state,
                "about": mask(row.about),
                "people": row.people,
                "wheelchair": row.wheelchair,
                "interpreter": row.interpreter,
            }
        )
    return found


def _visits(who: Actor, now: datetime) -> Rows:
    """The reader's own visits, each with what is to be known of the place."""
    rows = Visit.objects.of(who).filter(starts_at__gte=now - BEHIND, starts_at__lt=now + AHEAD).exclude(state=CANCELLED)
    visits = list(rows.select_related("place__parent", "unit", "led_by").order_by("starts_at")[:MOST_VISITS])
    return [
        {
            "pk": row.pk,
            "title": row.title,
            "purposes": row.purposes_said,
            "place": str(row.place),
            "spot": row.spot,
            "date": row.date.isoformat(),
            "starts": row.starts_at.isoformat(),
            "ends": row.ends_at.isoformat(),
            "state": row.state,
            "met": row.met,
            "version": row.version,
            "led_by": row.led_by.name,
            "dossier": _dossier(row, who),
        }
        for row in visits
    ]


def _offices(who: Actor, now: datetime) -> Rows:
    """On-site offices that the reader runs or leads, each with its agenda and what is decided already."""
    near = Office.objects.visible_to(who).filter(
        state__in=ONSITE_LIVE, visit__starts_at__gte=now - BEHIND, visit__starts_at__lt=now + AHEAD
    )
    roles = roles_in_rows(near, onsite.OFFICE, who)
    mine = [pk for pk, held in roles.items() if held & ONSITE_HERE]
    rows = list(near.filter(pk__in=mine).select_related("visit__place").order_by("visit__starts_at")[:FEW])
    agenda: dict[int, Rows] = {}
    decisions = Act.objects.visible_to(who).filter(item__office__in=rows, kind__in=DECIDING)
    decided = set(decisions.values_list("item_id", flat=True))
    for item in Item.objects.visible_to(who).filter(office__in=rows, chosen=True).order_by("number", "pk"):
        line = {"key": item.pk, "title": mask(item.title), "decided": item.pk in decided}
        agenda.setdefault(item.office_id, []).append(line)
    return [
        {
            "pk": row.pk,
            "title": row.visit.title,
            "place": str(row.visit.place),
            "spot": row.visit.spot,
            "starts": row.visit.starts_at.isoformat(),
            "state": row.state,
            "items": agenda.get(row.pk, []),
        }
        for row in rows
    ]


def _dossier(visit: Visit, who: Actor) -> dict[str, Any]:
    """Open cases of the place, promises made there, the last visits and what was said then, as far as the reader may see them."""
    path = visit.place_path
    before = (
        Visit.objects.visible_to(who).filter(place_path__gte=path, place_path__lt=path + "~", state=HELD).exclude(pk=visit.pk)
    )
    lines = Note.objects.visible_to(who).filter(visit__in=before.order_by().values("pk")).exclude(text="")
    inside = Q(place_path__gte=path, place_path__lt=path + "~")
    cases = Case.objects.visible_to(who).filter(inside, open=True, restricted=False, barred=False)
    promises = Promise.objects.visible_to(who).filter(
        Q(case__place_path__gte=path, case__place_path__lt=path + "~") | Q(place_id=visit.place_id), settled_at=None
    )
    return {
        "cases": [
            {"pk": row.pk, "title": mask(row.title), "heard": timezone.localdate(row.heard_at).isoformat()}
            for row in cases.order_by("-heard_at", "-pk")[:FEW]
        ],
        "promises": [
            {"words": mask(row.words), "due": row.due_on.isoformat()} for row in promises.order_by("due_on", "pk")[:FEW]
        ],
        "visits": [
            {"title": row.title, "unit": row.unit.said, "date": row.date.isoformat()}
            for row in before.select_related("unit").order_by("-starts_at", "-pk")[:LAST]
        ],
        "lines": [
            {"text": mask(row.text), "kind": str(row.get_kind_display()), "date": timezone.localdate(row.at).isoformat()}
            for row in lines.order_by("-at", "-pk")[:LAST]
        ],
    }


def _places(who: Actor, now: datetime) -> list[list[Any]]:
    """Places of the reader's territories to choose from; none where there are too many."""
    scopes = sorted({post.scope for post in who.posts})
    if not scopes:
        return []
    inside = Q()
    for scope in scopes:
        inside |= Q(path__gte=scope, path__lt=scope + "~")
    rows = list(
        Place.objects.current(timezone.localdate(now)).filter(inside).select_related("parent").order_by("path")[: MOST_NAMES + 1]
    )
    return [] if len(rows) > MOST_NAMES else [[row.pk, str(row)] for row in rows]
