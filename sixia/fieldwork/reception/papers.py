"""Reception papers: public notice, plan of a term, register and ledger; tells the room below their kinds, and fills them.

Names and telephones of those who come are in none of them.
"""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.catalog.queries import current_book
from sixia.fieldwork.reception import norms
from sixia.fieldwork.reception.models import Act, Booking, Day
from sixia.papers.render import Frame, render_docx
from sixia.papers.rules.kinds import Kind, Outline, Part, Text, register
from sixia.people.models import Unit

WORDS: Final = Path(__file__).parent / "outlines"
LANGUAGES: Final = ("zh", "en")
NOTICE, PLAN, REGISTER, LEDGER = "reception_notice", "reception_plan", "reception_register", "reception_ledger"
MOST_ROWS: Final = 500
"""Rows of one paper; longer lists are narrowed first, or taken as a table."""
WHEN, WHO, WHERE = gettext_lazy("When"), gettext_lazy("Who receives"), gettext_lazy("Where")
CAME = gettext_lazy("What came of it")
NARROWED = (Part("narrowed", gettext_lazy("Narrowed to")), Part("count", gettext_lazy("How many")))
PARTS: Final[dict[str, tuple[Text, tuple[Part, ...]]]] = {
    NOTICE: (
        gettext_lazy("Public notice of a reception day"),
        (
            Part("leader", WHO, required=True),
            Part("post", gettext_lazy("Post"), required=True),
            Part("portfolio", gettext_lazy("What they answer for")),
            Part("day_on", gettext_lazy("Day"), required=True),
            Part("hours", gettext_lazy("Hours"), required=True),
            Part("place", WHERE, required=True),
            Part("form", gettext_lazy("Form"), required=True),
            Part("units", gettext_lazy("Units that take part")),
            Part("help", gettext_lazy("On the spot")),
            Part("most", gettext_lazy("Most who come in of a group")),
        ),
    ),
    PLAN: (
        gettext_lazy("Plan of reception days"),
        (
            Part("since", gettext_lazy("From"), required=True),
            Part("until", gettext_lazy("Up to this day"), required=True),
            Part("count", gettext_lazy("How many")),
            Part("days", gettext_lazy("Reception days"), required=True, columns=(
                ("when", WHEN), ("who", WHO), ("where", WHERE), ("form", gettext_lazy("Form")),
            )),
        ),
    ),
    REGISTER: (
        gettext_lazy("Register of visitors"),
        (
            *NARROWED,
            Part("people", gettext_lazy("How many people")),
            Part("visits", gettext_lazy("Visits"), required=True, columns=(
                ("when", WHEN), ("who", WHO), ("about", gettext_lazy("What it is about")),
                ("people", gettext_lazy("How many came")), ("state", gettext_lazy("State")), ("came", CAME),
            )),
        ),
    ),
    LEDGER: (
        gettext_lazy("Reception ledger"),
        (
            *NARROWED,
            Part("acts", CAME, required=True, columns=(
                ("when", WHEN), ("kind", CAME), ("text", gettext_lazy("In short")),
                ("unit", gettext_lazy("Responsible unit")), ("stands", gettext_lazy("How it stands")),
            )),
        ),
    ),
}  # fmt: skip


def fill() -> None:
    """Make every kind known."""
    words = {language: tomllib.loads((WORDS / f"{language}.toml").read_text("utf-8")) for language in LANGUAGES}
    for code, (title, parts) in PARTS.items():
        outlines = {language: Outline(found[code]["title"], found[code]["body"]) for language, found in words.items()}
        register(Kind(code, title, parts, outlines, addressed=False))


def notice(day: Day, now: datetime) -> bytes:
    """The public notice of a day: name, post, portfolio, time, place and form."""
    return _made(NOTICE, lambda: _notice(day, now), day.host, now)


def plan(days: Iterable[Day], since: date, until: date, host: Unit, now: datetime) -> bytes:
    """The days of a span as they are planned. Raises Refused where there are none."""

    def parts() -> dict[str, Any]:
        rows = [_planned(day) for day in days]
        return {"since": since.isoformat(), "until": until.isoformat(), "count": len(rows), "days": rows}

    return _made(PLAN, parts, host, now)


def visits(rows: Iterable[Booking], acts: Iterable[Act], narrowed: str, host: Unit, now: datetime) -> bytes:
    """Everybody who booked or came, in the order of the list, with what came of it. Raises Refused where there is nobody."""

    def parts() -> dict[str, Any]:
        found, came = list(rows), defaultdict[int, list[str]](list)
        for act in acts:
            came[act.booking_id].append(str(act.get_kind_display()))
        listed = [_visit(row, "、".join(dict.fromkeys(came[row.pk])) or "–") for row in found]
        return {"narrowed": narrowed, "count": len(found), "people": sum(row.people for row in found), "visits": listed}

    return _made(REGISTER, parts, host, now)


def ledger(rows: Iterable[tuple[Act, str, str]], narrowed: str, host: Unit, now: datetime) -> bytes:
    """What came of talks, each with its responsible unit and how it stands. Raises Refused where there is nothing."""

    def parts() -> dict[str, Any]:
        listed = [_act(*row) for row in rows]
        return {"narrowed": narrowed, "count": len(listed), "acts": listed}

    return _made(LEDGER, parts, host, now)


def _made(kind: str, parts: Callable[[], dict[str, Any]], unit: Unit, now: datetime) -> bytes:
    """Labels within the rows speak the language of the paper, not of whoever takes it."""
    first = current_book(now).content.languages[0]
    language = first if first in LANGUAGES else "en"
    with translation.override({"zh": "zh-hans"}.get(language, language)):
        return render_docx(kind, parts(), unit, Frame(on=timezone.localdate(now), at=now, language=language))


def _notice(day: Day, now: datetime) -> dict[str, Any]:
    help_there = [_("A wheelchair gets in") if day.wheelchair else _("No way in for a wheelchair")]
    help_there += [_("A sign language or dialect interpreter is there")] if day.interpreter else []
    return {
        "leader": day.account.name,
        "post": f"{day.unit.said} {day.title}",
        "portfolio": day.portfolio,
        "day_on": f"{date_format(day.date, 'DATE_FORMAT')} {date_format(day.date, 'l')}",
        "hours": _hours(day),
        "place": _where(day),
        "form": str(day.get_form_display()),
        "units": [str(unit.said) for unit in day.units.all()],
        "help": help_there,
        "most": norms.representatives_most(now),
    }


def _hours(day: Day) -> str:
    return "–".join(timezone.localtime(at).strftime("%H:%M") for at in (day.starts_at, day.ends_at))


def _where(day: Day) -> str:
    return f"{day.place.name if day.place else ''} {day.address}".strip()


def _when(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def _planned(day: Day) -> dict[str, str]:
    when = f"{day.date:%Y-%m-%d} {_hours(day)}"
    return {
        "when": when,
        "who": f"{day.title} {day.account.name}",
        "where": _where(day) or _("place still to be chosen"),
        "form": str(day.get_form_display()),
    }


def _visit(row: Booking, came: str) -> dict[str, str]:
    return {
        "when": _when(row.day.starts_at),
        "who": f"{row.day.title} {row.day.account.name}",
        "about": row.about,
        "people": str(row.people),
        "state": str(row.state_label),
        "came": came,
    }


def _act(row: Act, unit: str, stands: str) -> dict[str, str]:
    return {"when": _when(row.at), "kind": str(row.get_kind_display()), "text": row.text, "unit": unit, "stands": stands}
