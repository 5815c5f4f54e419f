"""Reads of the catalog: which edition holds, its rule book, and which units a duty falls to."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from threading import Lock

from django.utils.translation import gettext as _

from sixia.catalog import models
from sixia.catalog.models import Edition, EditionRow
from sixia.catalog.rules.book import Content, RuleBook
from sixia.catalog.rules.rows import SHEETS, DutyRow, Row, Text
from sixia.kit.calendar import WorkCalendar
from sixia.kit.flow import Refused
from sixia.people.models import Unit
from sixia.places.models import Place
from sixia.places.rules.codes import path_parts

TABLES: dict[str, type[EditionRow]] = {
    "category": models.Category,
    "term": models.Term,
    "norm": models.Norm,
    "duty": models.Duty,
    "calendar": models.CalendarData,
    "reply": models.ReplyTemplate,
    "question": models.Question,
    "redirect": models.Redirect,
    "emergency": models.Emergency,
    "reception": models.Reception,
    "rule": models.Rule,
}
_books: dict[int, RuleBook] = {}
_lock = Lock()


@dataclass(frozen=True, slots=True)
class DutyMatch:
    """A unit that owes something: its role (lead, assisting), by which list (`basis`), and why, as a sentence for officials."""

    unit: Unit
    role: str
    basis: str
    because: str
    duty: DutyRow


def current(now: datetime) -> Edition:
    """The edition in force at `now`: the highest number that has begun. Refused("missing") when no rules are loaded."""
    edition = Edition.objects.filter(in_force_from__lte=now).order_by("-number").first()
    if edition is None:
        raise Refused(
            "missing",
            _("No rules are loaded yet. Load a profile first: sixia profile apply FOLDER"),
        )
    return edition


def latest() -> Edition | None:
    """The newest edition, in force or not yet; None when no rules are loaded."""
    return Edition.objects.order_by("-number").first()


def rulebook(edition_id: int) -> RuleBook:
    """The rules of one edition, read once per process; afterwards no query. Raises Edition.DoesNotExist."""
    book = _books.get(edition_id)
    if book is None:
        content = content_of(Edition.objects.get(pk=edition_id))
        book = RuleBook(content, edition=edition_id, places=_paths(content))
        with _lock:
            _books[edition_id] = book
    return book


def current_book(now: datetime) -> RuleBook:
    """The rules in force at `now`: one query for a number, or twelve at first. Refused when no rules are loaded."""
    in_force = Edition.objects.filter(in_force_from__lte=now).order_by("-number").values_list("pk", flat=True).first()
    return rulebook(current(now).pk if in_force is None else in_force)


def forget(edition_id: int) -> None:
    """Drop a cached rule book: for an edition just written under a key that a rolled-back transaction had used before."""
    with _lock:
        _books.pop(edition_id, None)


def content_of(edition: Edition) -> Content:
    """All rows of an edition as values: one query per sheet."""
    return Content(
        profile=edition.profile,
        title=Text(edition.title),
        languages=tuple(edition.languages),
        sheets={name: _rows(name, kind, edition) for name, kind in SHEETS.items()},
    )


def calendar(name: str) -> WorkCalendar:
    """A work calendar as known today: by the newest edition that has it, so that announced holidays hold for older cases too.

    One query; LookupError when no edition ever had it.
    """
    holders = models.CalendarData.objects.filter(code=name).order_by("-edition__number")
    edition_id = holders.values_list("edition_id", flat=True).first()
    if edition_id is None:
        raise LookupError(name)
    return rulebook(edition_id).calendar(name)


def unit_for(book: RuleBook, category: str, place: Place, now: datetime) -> list[DutyMatch]:
    """The units that owe something on a category at a place, lead first; two queries at most.

    Each function named by the duty lists falls to the deepest active unit with it whose territory holds the place. A function
    without such a unit yields nothing here: `gaps` names those.
    """
    duties = book.duties(category, place_path=place.path, place_level=place.level)
    found = units_at(place, now, {duty.function for duty in duties})
    return [
        DutyMatch(unit, duty.role, duty.basis, _because(book, duty, unit), duty)
        for duty in duties
        if (unit := found.get(duty.function)) is not None
    ]


def gaps(book: RuleBook, now: datetime) -> list[str]:
    """Unit functions that the duty lists name and no active unit has; one query."""
    named = {duty.function for duty in book.content.rows("duty")}
    have = set(Unit.objects.active(now).values_list("function", flat=True))
    return sorted(named - have)


def _rows(name: str, kind: type[Row], edition: Edition) -> tuple[Row, ...]:
    columns = [field.name for field in fields(kind)]
    rows = TABLES[name]._default_manager.filter(edition=edition).order_by("seq", "pk").values(*columns)
    return tuple(kind.of(row) for row in rows)


def _paths(content: Content) -> dict[str, str]:
    """Paths of the places that norms and duties name by code; no query when they name none."""
    codes = {row.place for sheet in ("norm", "duty") for row in content.rows(sheet) if row.place}
    if not codes:
        return {}
    return dict(Place.objects.filter(code__in=codes).order_by("valid_from").values_list("code", "path"))


def units_at(place: Place, now: datetime, functions: Iterable[str] | None = None) -> dict[str, Unit]:
    """Per function, of all or of these, the unit with the smallest territory around the place; of several offices there,
    the head office. One query."""
    units = Unit.objects.active(now).filter(place__path__in=path_parts(place.path))
    if functions is not None:
        units = units.filter(function__in=list(functions))
    best: dict[str, Unit] = {}
    for unit in units.select_related("place").order_by("id"):
        held = best.get(unit.function)
        if held is None or (len(unit.place.path), -unit.depth) > (
            len(held.place.path),
            -held.depth,
        ):
            best[unit.function] = unit
    return best


def _because(book: RuleBook, duty: DutyRow, unit: Unit) -> str:
    sentences = {
        "basic": _("%(category)s is on the list of basic duties of %(function)s; %(unit)s answers for this place."),
        "cooperating": _("%(category)s is on the list of matters that %(function)s helps with; %(unit)s answers for this place."),
        "taken_back": _("%(category)s has been taken back from the towns by %(function)s; %(unit)s answers for this place."),
        "statutory": _("%(category)s is a legal duty of %(function)s; %(unit)s answers for this place."),
    }
    names = {
        "category": book.category(duty.category).name,
        "function": book.term("function", duty.function),
        "unit": unit.said,
    }
    return sentences[duty.basis] % names
