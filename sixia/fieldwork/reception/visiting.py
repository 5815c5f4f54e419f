"""What this room tells the one of visits: reception days in everybody's calendar, and in the dossier of a place."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.reception.flow import CANCELLED, CLOSED, LIVE, MOVED
from sixia.fieldwork.reception.models import Day
from sixia.fieldwork.reception.queries.planning import midnight
from sixia.fieldwork.visits import sources
from sixia.fieldwork.visits.sources import Block, Came, Engagement
from sixia.places.models import Place

ROOM = "reception"
MOST = 3


def calendar(who: Any, since: date, until: date) -> Iterator[Engagement]:
    """Reception days of these days that `who` may see, without those that are not held."""
    rows = Day.objects.visible_to(who).filter(starts_at__gte=midnight(since), starts_at__lt=midnight(until + timedelta(days=1)))
    for row in rows.exclude(state__in=(CANCELLED, MOVED)).select_related("account", "place").order_by("starts_at"):
        yield Engagement(
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            kind=_("Reception day"),
            label=f"{row.title} {row.account.name}",
            url=reverse("desk_reception", args=[row.pk]),
            place=row.place.name if row.place else row.address,
            accounts=(row.account_id,),
            units=(row.unit_id, row.host_id),
        )


def dossier(place: Place, who: Any, now: datetime) -> Iterator[Block]:
    """The reception days at a place: those ahead, and the last one that was held."""
    rows = Day.objects.visible_to(who).filter(place=place).select_related("account")
    ahead = list(rows.filter(state__in=LIVE, ends_at__gte=now).order_by("starts_at")[:MOST])
    held = list(rows.filter(state=CLOSED).order_by("-starts_at")[:1])
    found = tuple(
        Came(row.date.isoformat(), f"{row.title} {row.account.name}", reverse("desk_reception", args=[row.pk]), row.state_label)
        for row in [*ahead, *held]
    )
    yield Block(_("Reception days"), found, len(found), reverse("desk_receptions"))


def fill() -> None:
    """Put them there."""
    sources.register(ROOM, calendar=calendar, dossier=dossier)
