"""The minutes of an on-site office as an official document: built from what was done, typed by nobody."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.catalog.queries import current_book
from sixia.fieldwork.onsite import rules
from sixia.fieldwork.onsite.flow import ABSENT, CAME, EXCUSED
from sixia.fieldwork.onsite.models import Act, Called, Item, Office
from sixia.papers.render import Frame, render_docx
from sixia.papers.rules.kinds import Kind, Outline, Part, register

WORDS: Final = Path(__file__).parent / "outlines"
LANGUAGES: Final = ("zh", "en")
MINUTES: Final = "onsite_minutes"
PARTS: Final = (
    Part("subject", gettext_lazy("What it is about"), required=True),
    Part("day_on", gettext_lazy("Day"), required=True),
    Part("hours", gettext_lazy("Hours")),
    Part("place", gettext_lazy("Where"), required=True),
    Part("host", gettext_lazy("Who hosts it"), required=True),
    Part("present", gettext_lazy("Units present"), required=True),
    Part("absent", gettext_lazy("Units absent, with the reason"), required=True),
    Part("met", gettext_lazy("Residents met")),
    Part("items", gettext_lazy("Items and decisions"), required=True, columns=(
        ("number", gettext_lazy("No.")), ("item", gettext_lazy("Item")), ("decision", gettext_lazy("Decision")),
        ("unit", gettext_lazy("Responsible unit")), ("due", gettext_lazy("Day by which it is done")),
        ("checked", gettext_lazy("Way of checking")),
    )),
    Part("promises", gettext_lazy("Promised on the spot")),
    Part("signed", gettext_lazy("Signed off"), required=True),
)  # fmt: skip


def fill() -> None:
    """Make the kind known."""
    words = {language: tomllib.loads((WORDS / f"{language}.toml").read_text("utf-8")) for language in LANGUAGES}
    outlines = {language: Outline(found[MINUTES]["title"], found[MINUTES]["body"]) for language, found in words.items()}
    register(Kind(MINUTES, gettext_lazy("Minutes of an on-site office"), PARTS, outlines, addressed=False))


def minutes(office: Office, items: list[Any], called: list[Called], now: datetime) -> bytes:
    """The minutes of one that was signed off. `items` are those of `queries.agenda.items`, as far as the reader sees them."""
    first = current_book(now).content.languages[0]
    language = first if first in LANGUAGES else "en"
    with translation.override({"zh": "zh-hans"}.get(language, language)):
        frame = Frame(on=timezone.localdate(now), at=now, language=language)
        return render_docx(MINUTES, _parts(office, items, called), office.visit.unit, frame)


def _parts(office: Office, items: list[Any], called: list[Called]) -> dict[str, Any]:
    visit = office.visit
    starts, ends = timezone.localtime(visit.starts_at), timezone.localtime(visit.ends_at)
    came = [row.unit.said + (f"（{row.note}）" if row.note else "") for row in called if row.state == CAME]
    excused = _("need not come")
    away = [f"{row.unit.said}：{row.reason or excused}" for row in called if row.state in (ABSENT, EXCUSED)]
    signed = timezone.localtime(office.signed_at) if office.signed_at else None
    return {
        "subject": visit.title,
        "day_on": date_format(visit.date, "DATE_FORMAT"),
        "hours": f"{starts:%H:%M}–{ends:%H:%M}",
        "place": f"{visit.place.name} {visit.spot}".strip(),
        "host": f"{visit.led_by.name}（{visit.unit.said}）",
        "present": came or [_("none")],
        "absent": away or [_("none")],
        "met": "" if visit.met is None else str(visit.met),
        "items": [_row(item) for item in items if item.decision],
        "promises": [_promise(act) for item in items for act in item.came if act.kind == rules.PROMISED],
        "signed": f"{office.signed_by.name if office.signed_by else ''} {signed:%Y-%m-%d %H:%M}" if signed else "",
    }


def _row(item: Any) -> dict[str, str]:
    act: Act = item.decision
    said = "；".join(part.rstrip("。；;. ") for part in (act.text, act.basis, act.remedies) if part)
    return {
        "number": str(item.number),
        "item": item.title,
        "decision": f"{act.get_kind_display()}：{said}",
        "unit": _owners(act, item),
        "due": act.due_on.isoformat() if act.due_on else "–",
        "checked": act.checked or _checked(item, act),
    }


def _owners(act: Act, item: Item) -> str:
    orders = sorted(act.orders.all(), key=lambda order: (order.part != "lead", order.pk))
    units = [order.unit.said for order in orders] or ([act.unit.said] if act.unit else [])
    if not units and act.answer and item.case and item.case.lead_unit:
        units = [item.case.lead_unit.said]
    return "、".join(units) or "–"


def _checked(item: Item, act: Act) -> str:
    if act.kind in (rules.CARRIED, rules.OVERTAKEN) or (item.kind == rules.TOPIC and act.kind != rules.ORDERED):
        return "–"
    if act.kind == rules.ORDERED:
        return _("the unit’s report and the residents’ own verdict")
    return _("the residents’ own verdict")


def _promise(act: Act) -> str:
    return f"{act.text}（{act.due_on:%Y-%m-%d}）" if act.due_on else act.text
