"""The only writers of the catalog: a profile folder, or changes made on screen, become a new edition."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from sixia.catalog.events import CalendarAnnounced, ProfileApplied
from sixia.catalog.models import Edition
from sixia.catalog.queries import TABLES, content_of, forget, latest
from sixia.catalog.rules.book import Content
from sixia.catalog.rules.checking import check
from sixia.catalog.rules.difference import Difference, compare
from sixia.catalog.rules.faults import Fault, ProfileError
from sixia.catalog.rules.reading import FILES, read, with_paths
from sixia.catalog.rules.rows import SHEETS
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor
from sixia.people.rules import SYSTEM_ADMIN
from sixia.places.models import Place

STREAM = "catalog"


@dataclass(frozen=True, slots=True)
class Change:
    """One change to a row: new values by field name (as JSON values), or None to take the row away. An unknown key adds a row."""

    sheet: str
    key: str
    values: Mapping[str, Any] | None


def apply_profile(
    folder: Path, *, by: Actor, now: datetime, dry_run: bool = False, in_force_from: datetime | None = None
) -> Difference:
    """Make what the folder says the newest edition, in force from `in_force_from` (default: now); returns what differs.

    The same content again makes no edition. All or nothing. Raises ProfileError with every fault as file, line and sentence;
    Refused("role") for who may not; Refused("guard") when the edition would begin before the one it follows.
    """
    _may(by)
    content = read(folder)
    return _publish(content, by=by, now=now, dry_run=dry_run, in_force_from=in_force_from)


def revise(
    *,
    edition: Edition,
    changes: Sequence[Change],
    by: Actor,
    now: datetime,
    dry_run: bool = False,
    in_force_from: datetime | None = None,
) -> Difference:
    """Make a new edition from changes to the newest one, such as an amount, a synonym, a duty given to another function.

    Raises as `apply_profile`; Refused("stale") when `edition` is no longer the newest.
    """
    _may(by)
    with transaction.atomic():
        _one_at_a_time()
        newest = latest()
        if newest is None or newest.pk != edition.pk:
            raise Refused(
                "stale", _("Somebody has changed the rules in the meantime. Reload the page and make your change again.")
            )
        content = changed(content_of(edition), changes)
        if problems := check(content):
            raise ProfileError([Fault(f"{FILES[p.sheet]} {p.key}".strip(), 0, p.sentence) for p in problems])
        return _publish(content, by=by, now=now, dry_run=dry_run, in_force_from=in_force_from)


def changed(content: Content, changes: Sequence[Change]) -> Content:
    """The content with the changes made; raises ProfileError for a field or sheet that does not exist."""
    sheets = {name: {row.key: row for row in content.rows(name)} for name in SHEETS}
    for change in changes:
        rows = sheets[change.sheet]
        if change.values is None:
            rows.pop(change.key, None)
            continue
        old = rows.get(change.key)
        start = old.plain() if old else {"seq": max((row.seq for row in rows.values()), default=0) + 1}
        try:
            row = SHEETS[change.sheet].of({**start, **change.values})
        except (TypeError, ValueError) as error:
            said = _("This change cannot be made: %(error)s") % {"error": error}
            raise ProfileError([Fault(f"{FILES[change.sheet]} {change.key}", 0, said)]) from error
        # A change may rename the row, so that its key is another one; it keeps its place in the file.
        sheets[change.sheet] = {
            row.key if key == change.key else key: row if key == change.key else one for key, one in rows.items()
        }
        sheets[change.sheet][row.key] = row
    frozen = {name: tuple(rows.values()) for name, rows in sheets.items()}
    return replace(content, sheets={**frozen, "category": with_paths(list(frozen["category"]))})


def _publish(content: Content, *, by: Actor, now: datetime, dry_run: bool, in_force_from: datetime | None) -> Difference:
    begins = in_force_from or now
    with transaction.atomic():
        _one_at_a_time()
        newest = latest()
        before = content_of(newest) if newest else None
        found = compare(before, content)
        if not found:
            return found
        _places_exist(content)
        if newest and begins < newest.in_force_from:
            said = _("Edition %(number)s begins later, on %(day)s. A newer edition cannot begin before it.")
            raise Refused("guard", said % {"number": newest.number, "day": newest.in_force_from.date()})
        if dry_run:
            return found
        edition = _write(content, number=newest.number + 1 if newest else 1, by=by, now=now, begins=begins)
        _tell(edition, found, before, content, by=by, now=now)
        return replace(found, edition=edition.number)


def _write(content: Content, *, number: int, by: Actor, now: datetime, begins: datetime) -> Edition:
    edition = Edition.objects.create(
        number=number,
        profile=content.profile,
        title=dict(content.title.said),
        languages=list(content.languages),
        sha256=checksum(content),
        applied_at=now,
        by=by.ref,
        in_force_from=begins,
    )
    for sheet, table in TABLES.items():
        table._default_manager.bulk_create([table(edition=edition, **row.plain()) for row in content.rows(sheet)])
    forget(edition.pk)
    return edition


def _tell(edition: Edition, found: Difference, before: Content | None, after: Content, *, by: Actor, now: datetime) -> None:
    added, altered, removed = found.counts
    event = ProfileApplied(
        edition=edition.pk,
        number=edition.number,
        profile=edition.profile,
        sha256=edition.sha256,
        in_force_from=edition.in_force_from.isoformat(),
        added=added,
        changed=altered,
        removed=removed,
    )
    tell(event, by=by, about=STREAM, now=now)
    names, years = announced(before, after)
    if names:
        tell(CalendarAnnounced(names=names, years=years), by=by, about=STREAM, now=now)


def announced(before: Content | None, after: Content) -> tuple[list[str], list[int]]:
    """The calendars whose days changed since `before`, and the years announced only now; empty for a first edition."""
    old = {row.code: row.data for row in before.rows("calendar")} if before else {}
    moved = [row for row in after.rows("calendar") if row.code in old and old[row.code] != row.data]
    years = {year for row in moved for year in row.data.get("announced", ()) if year not in old[row.code].get("announced", ())}
    return sorted(row.code for row in moved), sorted(years)


def checksum(content: Content) -> str:
    """SHA-256 over everything the content says, in a fixed order: the same content has the same checksum on every machine."""
    text = json.dumps(content.plain(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _places_exist(content: Content) -> None:
    wanted = {row.place: (sheet, row.key) for sheet in ("norm", "duty") for row in content.rows(sheet) if row.place}
    known = set(Place.objects.filter(code__in=wanted).values_list("code", flat=True)) if wanted else set()
    said = _("There is no place with the code “%(code)s”: bring in the territory first.")
    faults = [
        Fault(f"{FILES[sheet]} {key}", 0, said % {"code": code}) for code, (sheet, key) in wanted.items() if code not in known
    ]
    if faults:
        raise ProfileError(faults)


def _may(by: Actor) -> None:
    if not (by.is_system or by.has(SYSTEM_ADMIN)):
        raise Refused("role", _("Only a system administrator may change the rules."))


def _one_at_a_time() -> None:
    """Two editions must not follow the same one: on PostgreSQL the second waits; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('catalog.edition', 0))")
