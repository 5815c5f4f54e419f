"""Services, definitions, requests and discovery as plain values with the specification's names. Asks no table."""

from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from sixia.cases.queries.public import category_name, place_name, unit_name
from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.rows import CategoryRow
from sixia.interop.open311.queries import Row
from sixia.interop.open311.rules import shown
from sixia.places.models import Place
from sixia.places.rules.codes import RANK, VILLAGE

SPECIFICATION: Final = "http://wiki.open311.org/GeoReport_v2"
CHANGED: Final = "2026-11-22T00:00:00Z"
"""When this channel last changed what it understands."""
SECRET, MINOR, YES, NO = "secret", "minor", "yes", "no"


def jurisdiction() -> str:
    """The one jurisdiction there is, by custom the host's name."""
    return urlsplit(settings.BASE_URL).hostname or ""


def discovery() -> dict[str, Any]:
    """Where the channel is and how one gets a key."""
    keys = _("Ask the system administrator of this installation: %(site)s") % {"site": settings.BASE_URL}
    endpoint = {
        "specification": SPECIFICATION,
        "url": f"{settings.BASE_URL}/open311/v2",
        "changeset": CHANGED,
        "type": "production" if settings.PRODUCTION else "test",
        "formats": ["text/xml", "application/json"],
    }
    return {"changeset": CHANGED, "contact": f"{settings.BASE_URL}/help", "key_service": keys, "endpoints": [endpoint]}


def service(row: CategoryRow, book: RuleBook) -> dict[str, Any]:
    """One service; its group is the first level it stands under."""
    top = book.chain(row.code)[-1]
    return {
        "service_code": row.code,
        "service_name": str(row.name),
        "description": str(row.hint) or str(row.name),
        "metadata": True,
        "type": "realtime",
        "keywords": ",".join(dict.fromkeys((*row.keywords, *row.synonyms))),
        "group": str(book.category(top).name),
    }


def definition(row: CategoryRow) -> dict[str, Any]:
    """What may be asked beside the words: nothing that is required, two things that protect whoever speaks."""
    asked = (
        (SECRET, _("Keep my identity secret from the unit that handles it?")),
        (MINOR, _("Am I under 18?")),
    )
    answers = [{"key": YES, "name": _("Yes")}, {"key": NO, "name": _("No")}]
    attributes = [
        {
            "variable": True,
            "code": code,
            "datatype": "singlevaluelist",
            "required": False,
            "datatype_description": _("yes or no; left out means no"),
            "order": order,
            "description": sentence,
            "values": answers,
        }
        for order, (code, sentence) in enumerate(asked, start=1)
    ]
    return {"service_code": row.code, "attributes": attributes}


def request(row: Row) -> dict[str, Any]:
    """A public case: what, roughly where, who has it, how it stands. Its place is the village, never the spot."""
    case, name = row.case, category_name(row.case)
    village = _village(case.place)
    where = place_name(village)
    lat, lon = _centre(village, case.desk.place)
    starred = {
        "agency_responsible": unit_name(case.lead_unit) or None,
        "expected_datetime": shown(case.due_at) if case.due_at and case.open else None,
    }
    return {
        "service_request_id": row.number,
        "status": "open" if case.open else "closed",
        "status_notes": f"{case.state_label}: {case.get_ending_display()}" if case.ending else case.state_label,
        "service_name": name,
        "service_code": case.category,
        "description": _("%(what)s, %(where)s") % {"what": name, "where": where} if where else name,
        **{field: value for field, value in starred.items() if value},
        "requested_datetime": shown(case.heard_at),
        "updated_datetime": shown(row.updated),
        "address": where or None,
        "address_id": village.official_code if village else None,
        "zipcode": None,
        "lat": lat,
        "long": lon,
        "media_url": None,
    }


def _village(place: Place | None) -> Place | None:
    while place is not None and RANK[place.level] > RANK[VILLAGE] and place.parent is not None:
        place = place.parent
    return place


def _centre(village: Place | None, around: Place) -> tuple[float | None, float | None]:
    """The middle of the village, else of the town, else of the desk's territory: some clients fail without coordinates."""
    for place in (village, village.parent if village else None, around):
        if place is not None and place.lat is not None and place.lon is not None:
            return round(place.lat, 5), round(place.lon, 5)
    return None, None
