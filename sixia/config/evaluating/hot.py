"""Q5: are the known incidents among the hottest issues of a file, and how often do warnings cry wolf?"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from sixia.config import hot_file
from sixia.config.evaluating.files import Chosen, chosen, raw_rows, rows_of, where
from sixia.config.evaluating.told import Told
from sixia.insight.hot import evaluating
from sixia.insight.hot.rules import rise
from sixia.insight.hot.rules.marks import Said
from sixia.interop.importing.files import Table

TOPS = (5, 10)


def ask(parser: ArgumentParser) -> None:
    """The messages, and which incidents are known: by labelled rows, or by words that stand in the title."""
    parser.add_argument("--hot", type=Path, default=None, metavar="FILE", help=_("messages in which incidents are known"))
    parser.add_argument("--incidents", type=Path, default=None, metavar="FILE", help=_("which messages belong to which incident"))
    parser.add_argument("--incident", action="append", default=[], metavar="WORDS", help=_("an incident by words of its titles"))


def measure(options: dict[str, Any]) -> list[Told]:
    """The rank of each known incident, how many are in the first five and ten, what warnings are worth; [] without a file."""
    if not options.get("hot"):
        return []
    asked = chosen(options)
    said = _said(options["hot"], asked)
    known = _labelled(options["hot"], options["incidents"], asked) if options.get("incidents") else {}
    named = set(options.get("incident") or ())
    known |= {words: _by_words(said, words) for words in sorted(named)}
    if not known:
        raise CommandError(_("Say which incidents are known: --incidents FILE or --incident WORDS."))
    measured, _found = evaluating.known_incidents(said, known)
    told = [_among(measured, named or set(known), top, judged=bool(named)) for top in TOPS]
    ranks = sorted(measured.ranks, key=lambda one: one.rank or len(said))
    told += [Told("Q5", _line(one), one.rank, one.held, one.of) for one in ranks]
    told += [Told("Q5", _("grouping: precision"), measured.precision), Told("Q5", _("grouping: recall"), measured.recall)]
    return [*told, *_warnings()]


def _said(path: Path, asked: Chosen) -> list[Said]:
    columns, raw = raw_rows(path)
    table, named = Table(columns, len(raw), iter(enumerate(raw, 1))), where(path, columns, asked, ("title|text", "heard_at"))
    rows = hot_file.voices(table, hot_file.columns(table, named), ZoneInfo(settings.TIME_ZONE))
    return [one for one, _fault in rows if one is not None]


def _warnings() -> list[Told]:
    worth = evaluating.warnings()
    goal = f"<= 1/{rise.ONCE_IN}"
    passed = worth.false * rise.ONCE_IN <= worth.weeks
    found = _("outbreaks put in that were warned of in their first week")
    return [
        Told("Q5", _("false warnings in quiet weeks"), worth.false / worth.weeks, worth.false, worth.weeks, goal, passed),
        Told("Q5", found, worth.found / worth.injected, worth.found, worth.injected),
    ]


def _among(measured: evaluating.Measured, names: set[str], top: int, *, judged: bool) -> Told:
    """Incidents that were named by their words shall all stand in the longer of the two; groups of a file are only counted."""
    found = sum(one.incident in names and 0 < one.rank <= top for one in measured.ranks)
    last = judged and top == TOPS[-1]
    what = _("known incidents among the first %(n)d issues") % {"n": top}
    return Told("Q5", what, found, found, len(names), str(_("all")) if last else "", found == len(names) if last else None)


def _line(one: evaluating.Rank) -> str:
    why = ", ".join(f"{part} {points}" for part, points in one.why[:3])
    return f"{one.incident}: {why}" if why else one.incident


def _labelled(messages: Path, issues: Path, asked: Chosen) -> dict[str, set[int]]:
    """Line numbers of the messages of each incident, found by the messages' own numbers."""
    numbers: dict[str, int] = {}
    for number, row in enumerate(rows_of([messages], asked, need=(), take=("id",)), 1):
        numbers.setdefault(row["id"], number)
    known: dict[str, set[int]] = {}
    for row in rows_of([issues], asked, need=("id", "issue")):
        if row["id"] in numbers:
            known.setdefault(row["issue"], set()).add(numbers[row["id"]])
    return known


def _by_words(said: list[Said], words: str) -> set[int]:
    asked = words.casefold().split()
    return {one.key for one in said if all(word in one.title.casefold() for word in asked)}
