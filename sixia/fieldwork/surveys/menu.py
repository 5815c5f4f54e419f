"""Which lines this room puts into menus; called once at start-up."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.surveys.queries import reads
from sixia.fieldwork.surveys.slots import came_of, on_person
from sixia.fieldwork.surveys.standing import FILLERS, RUNNERS
from sixia.fieldwork.visits import sources
from sixia.ui import menus
from sixia.ui import slots as places


def _fills(actor: Any) -> bool:
    return actor is not None and actor.has(*FILLERS)


def _runs(actor: Any) -> bool:
    return actor is not None and actor.has(*RUNNERS)


def _to_check(actor: Any) -> menus.Counted:
    return (reads.to_check(actor),)


def fill() -> None:
    """Put them there."""
    menus.add("field", _("Surveys"), "desk_surveys", 40, show=_fills, icon="card-checklist")
    menus.add("waiting", _("Filled forms to check"), "desk_surveys", 120, show=_runs, count=_to_check)
    menus.add("resident.foot", _("Surveys"), "surveys", 40)
    sources.register("surveys", came_of=came_of)
    places.fill("people.person", on_person)
