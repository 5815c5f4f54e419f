"""Which menu lines and parts of other pages are this room's; called once at start-up."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sixia.fieldwork.visits import sources
from sixia.fieldwork.visits.sources import Block, Came
from sixia.insight.ahead import texts
from sixia.insight.ahead.queries import needs
from sixia.insight.figures.queries.reach import READERS
from sixia.places.models import Place
from sixia.ui import menus


def _reads(actor: Any) -> bool:
    return actor is not None and actor.has(*READERS)


def of_place(place: Place, who: Any, now: datetime) -> Iterator[Block]:
    """In the dossier of a village: why one should go there, part by part, each leading to its list."""
    need = needs.one(place, who, now) if _reads(who) else None
    if need is None or not need.parts:
        return
    rows = tuple(
        Came(
            "",
            texts.said(part, need.facts),
            reverse("desk_ahead_part", args=[place.pk, part.code]),
            ngettext("%(n)s point", "%(n)s points", part.points) % {"n": part.points},
        )
        for part in need.parts
    )
    yield Block(_("Why to go there: points"), rows, need.score, reverse("desk_ahead"))


def fill() -> None:
    """Put them there."""
    menus.add("know", _("Where to go next"), "desk_ahead", 44, show=_reads, icon="map")
    sources.register("ahead", dossier=of_place)
