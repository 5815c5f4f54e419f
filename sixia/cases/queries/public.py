"""What anybody may read about cases: the public ones, without anybody's words, and what a form needs to choose from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import get_language

from sixia.cases.flow import JOINED
from sixia.cases.models import Case, CaseRows
from sixia.catalog.queries import current_book, rulebook
from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.rows import CategoryRow
from sixia.kit.flow import Refused
from sixia.people.models import Unit
from sixia.places import queries as territory
from sixia.places.models import Place
from sixia.places.rules.codes import COUNTY, RANK, TOWN, VILLAGE

CANDIDATE_DAYS: Final = 60
MOST_CHOICES: Final = 1500
DESKS: Final = ("hotline", "petition_office")
Group = tuple[str, list[tuple[str, str]]]


def public_cases() -> CaseRows:
    """Cases that may stand on the public list: no accusations, nothing secret, nobody's words are shown from them."""
    rows = Case.objects.filter(public=True, restricted=False, barred=False, secret=False).exclude(state=JOINED)
    return rows.select_related("place__parent", "lead_unit")


def joinable(pk: int | None, now: datetime) -> Case | None:
    """The public case of this id when another voice may still join it, else None; a petition is its petitioners' own."""
    if pk is None or not 0 < pk < 2**62:
        return None
    case = public_cases().exclude(track="petition").filter(pk=pk).first()
    return case if case is not None and _still_open(case, now) else None


def candidates(category: str, place: Place | None, now: datetime, *, most: int = 3) -> list[Case]:
    """Public cases of the last 60 days about the same thing nearby: those of the very place first, then the newest."""
    if not category or place is None:
        return []
    near = place.parent if place.level not in (COUNTY, TOWN) and place.parent is not None else place
    since = now - timedelta(days=CANDIDATE_DAYS)
    rows = public_cases().exclude(track="petition").filter(category=category, heard_at__gte=since)
    rows = rows.filter(place_path__gte=near.path, place_path__lt=near.path + "~")
    found = [case for case in rows.order_by("-heard_at", "-id")[:20] if _still_open(case, now)]
    return sorted(found, key=lambda case: not case.place_path.startswith(place.path))[:most]


def _still_open(case: Case, now: datetime) -> bool:
    days = rulebook(case.edition_id).rule("join.days")
    return case.closed_at is None or case.closed_at + timedelta(days=days) >= now


def desks(now: datetime) -> list[Unit]:
    """Every unit that hears what residents say; one query."""
    return list(Unit.objects.active(now).filter(function__in=DESKS).select_related("place").order_by("id"))


def desk_for(place: Place | None, now: datetime, *, among: Sequence[Unit] | None = None) -> Unit | None:
    """The unit that hears what is said at a place: the nearest hotline, else petition office; without a place the widest.
    `among` are all `desks` where the caller has them: no query."""
    known = desks(now) if among is None else among
    for function in DESKS:
        rows = [unit for unit in known if unit.function == function]
        around = [unit for unit in rows if place is not None and place.path.startswith(unit.place.path)]
        if around:
            return max(around, key=lambda unit: len(unit.place.path))
        if rows:
            return min(rows, key=lambda unit: len(unit.place.path))
    return None


def place_groups(root: Place, now: datetime, *, by: str = "pk") -> list[Group]:
    """Villages by town for a select: (town, [(id or code, name)]), the town itself first; too many villages are left out."""
    return _place_groups(root.path, timezone.localdate(now), by, territory.version())


@lru_cache(maxsize=64)
def _place_groups(root: str, on: date, by: str, _version: str) -> list[Group]:
    area = Place.objects.current(on).under(root)
    rows = list(area.at_level(TOWN, VILLAGE).order_by("path", "code")[: MOST_CHOICES + 1])
    if len(rows) > MOST_CHOICES:
        rows = list(area.at_level(TOWN).order_by("path", "code"))
    groups: dict[int | None, Group] = {row.pk: (row.name, []) for row in rows if row.level == TOWN}
    for row in rows:
        town = row.pk if row.level == TOWN else row.parent_id
        if town in groups:
            groups[town][1].append((str(getattr(row, by)), row.name))
    return list(groups.values())


def category_groups(book: RuleBook) -> list[Group]:
    """What residents may choose from, by first level, for a select."""
    return _category_groups(book, get_language() or "")


@lru_cache(maxsize=16)
def _category_groups(book: RuleBook, _language: str) -> list[Group]:
    below: dict[str, list[CategoryRow]] = {}
    for row in book.categories(public=True):
        chain = book.chain(row.code)
        if len(chain) > 1 and not book.children(row.code):
            below.setdefault(chain[-1], []).append(row)
    found = [(top, below.get(top.code) or ([top] if top.public else [])) for top in book.children()]
    return [(str(top.name), [(row.code, str(row.name)) for row in rows]) for top, rows in found if rows]


def unit_choices(now: datetime) -> list[tuple[str, str]]:
    """Every unit that exists now, for saying whom an accusation is about."""
    return [(str(pk), name) for pk, name in Unit.objects.active(now).order_by("path").said().items()]


def unit_name(unit: Unit | None) -> str:
    """A unit's name in the reader's language."""
    return unit.said if unit is not None else ""


def category_name(case: Case) -> str:
    """What the case is about, as the public catalogue calls it; "" before it is known."""
    book = rulebook(case.edition_id)
    return str(book.category(case.category).name) if book.chain(case.category) else ""


def place_name(place: Place | None) -> str:
    """Town and village; asks nothing when the parent is joined."""
    if place is None:
        return ""
    parent = place.parent
    return f"{parent.name} {place.name}" if parent is not None and RANK[parent.level] > RANK[COUNTY] else place.name


@dataclass(frozen=True, slots=True)
class Counted:
    """A place with its public cases: all, and those still open."""

    place: Place
    total: int
    open: int


def counts_within(place: Place, rows: CaseRows, now: datetime) -> list[Counted]:
    """Per place directly within `place`, how many of these cases lie there; three queries."""
    inner = list(territory.children(place, timezone.localdate(now)))
    inside = rows.filter(place_path__gte=place.path, place_path__lt=place.path + "~")
    found = inside.order_by().values_list("place_path").annotate(total=Count("pk"), living=Count("pk", filter=Q(open=True)))
    sums: dict[str, list[int]] = {row.path: [0, 0] for row in inner}
    for path, total, living in found:
        for prefix in _prefixes(path, sums):
            sums[prefix][0] += total
            sums[prefix][1] += living
    return [Counted(row, *sums[row.path]) for row in inner]


def _prefixes(path: str, known: Iterable[str]) -> list[str]:
    return [path[:end] for end in range(1, len(path) + 1) if path[:end] in known]


def book_now(now: datetime) -> RuleBook:
    """The rules in force; Refused when none are loaded."""
    return current_book(now)


def public_case(pk: int) -> Case | None:
    """One public case, or None."""
    return public_cases().filter(pk=pk).first() if 0 < pk < 2**62 else None


def place_by_code(code: str, now: datetime) -> Place | None:
    """The current place of a code."""
    return territory.by_code(code[:20], timezone.localdate(now))


def place_by_id(raw: Any, now: datetime) -> Place | None:
    """The current place of an id that came from a form; None for anything else."""
    text = str(raw or "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    return Place.objects.current(timezone.localdate(now)).filter(pk=int(text)).first()


@dataclass(frozen=True, slots=True)
class Ways:
    """How else to be heard: the telephone, the desk, and the days of the rules."""

    hotline: str = "12345"
    desk: Unit | None = None
    verdict_days: int = 7
    again_days: int = 30
    attempts: int = 3


def ways(now: datetime) -> Ways:
    """What the rules in force say; the usual number where none are loaded yet."""
    try:
        book = current_book(now)
    except Refused:
        return Ways()
    rules = {"verdict_days": "verdict.days", "again_days": "verdict.again_days", "attempts": "contact.attempts"}
    said = {name: book.rule(rule) for name, rule in rules.items()}
    return Ways(hotline=book.rule("hotline.number"), desk=desk_for(None, now), **said)


def outlines_within(place: Place, now: datetime) -> dict[str, Any]:
    """Outlines of what lies directly within a place, as GeoJSON, for clicking a spot; drawn ones only."""
    found = territory.geojson(territory.children(place, timezone.localdate(now)))
    drawn = [feature for feature in found["features"] if feature["geometry"]["type"] != "Point"]
    for feature in drawn:
        feature["properties"] = {"name": feature["properties"]["name"], "level": 1}
    return {"type": "FeatureCollection", "features": drawn}
