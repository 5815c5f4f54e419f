"""Which lines of menus and slots are this room's; called once at start-up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.insight.figures.desk import slots
from sixia.insight.figures.queries.reach import OF_PLACES, READERS
from sixia.ui import menus
from sixia.ui import slots as places


def _reads(actor: Any) -> bool:
    return actor is not None and actor.has(*READERS)


def _listens(actor: Any) -> bool:
    return actor is not None and actor.has(*OF_PLACES)


def fill() -> None:
    """Put them there."""
    menus.add("know", _("Figures"), "desk_figures", 40, show=_reads, icon="bar-chart")
    menus.add("know", _("Silent places"), "desk_silence", 42, show=_listens, icon="eye-slash")
    menus.add("resident.foot", _("Figures"), "figures", 50)
    places.fill("desk.figures", slots.on_overview)
    places.fill("promises.kept", slots.on_promises)
    places.fill("desk.figures.about", slots.on_about)
