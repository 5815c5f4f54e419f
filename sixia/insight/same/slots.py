"""What this room shows on other rooms' pages: cases that may be the same, where one writes and where one dispatches."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from sixia.cases.models import Case
from sixia.cases.queries.public import category_name, place_name, unit_name
from sixia.insight.same.queries import Asked, likely, likely_public
from sixia.ui.slots import Filling


def at_intake(request: Any, said: Mapping[str, Any]) -> Filling:
    """Beside the words a clerk types: choices of the form's own field `into`; nothing where nothing is near."""
    if not said or said.get("kind") == "accusation":
        return None
    found = likely(request.actor, _asked(said, timezone.now()))
    return ("same/slots/intake.html", {"found": found, "into": said.get("into", "")}) if found else None


def at_dispatch(request: Any, said: Mapping[str, Any]) -> Filling:
    """Beside a case that waits to be dispatched, each with the button that joins it."""
    if not said:
        return None
    case = said["case"]
    if case.restricted or case.barred:
        return None
    found = likely(request.actor, _asked(said, case.heard_at))
    return ("same/slots/dispatch.html", {"found": found, "case": case}) if found else None


def at_say(request: Any, said: Mapping[str, Any]) -> Filling:  # the shape of every renderer
    """Below the words a resident types: public cases, told by their sort, place and day alone."""
    if not said:
        return None
    now = timezone.now()
    found = [
        {
            "near": near,
            "category": category_name(near.case),
            "place": place_name(near.case.place),
            "unit": unit_name(near.case.lead_unit),
        }
        for near in likely_public(_asked(said, now))
    ]
    return ("same/slots/say.html", {"found": found, "now": now}) if found else None


def _asked(said: Mapping[str, Any], at: datetime) -> Asked:
    return Asked(
        text=str(said.get("text") or ""),
        at=at,
        category=said.get("category") or "",
        place=said.get("place"),
        phones=tuple(said.get("phones") or ()),
        spot=_spot(said.get("case")),
        besides=said["case"].pk if "case" in said else 0,
    )


def _spot(case: Case | None) -> tuple[float, float] | None:
    """Where on the map the resident pointed, if they did."""
    return None if case is None or case.lat is None or case.lon is None else (case.lat, case.lon)
