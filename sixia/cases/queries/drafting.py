"""What helps a handler to write an answer: texts to start from, what the unit wrote before, and hints. Knows no request."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from sixia.cases.models import Answer, Case
from sixia.catalog.queries import DutyMatch, rulebook, unit_for
from sixia.catalog.rules.rows import ReplyRow
from sixia.orders.rules import boilerplate, said_in

EARLIER = 20
STATES: Final = {"answer": ("answered", "refused"), "interim": ("interim", "extended")}
BLANK = re.compile(r"[\[【][^\]】\n]{1,20}[\]】]")
REFUSING = re.compile(
    r"不能支持|不予|不符合|不具备|暂无法|无法(?:满足|支持|办理|受理|解决)|难以(?:满足|支持)|政策不允许|没有(?:政策)?依据"
    r"|不在.{0,8}范围|无权|cannot be granted|not entitled|no legal ground",
    re.IGNORECASE,
)
HINTS: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    "place": (__("Where it was done"), __("Say where it was done.")),
    "act": (__("What was done"), __("Say what was done, not that it was “handled properly”.")),
    "date": (__("On which day"), __("Say on which day.")),
    "contact": (__("Whom to ask"), __("Give a person or a telephone for questions.")),
}


@dataclass(frozen=True, slots=True)
class Hint:
    """One line of the checklist; never an obstacle."""

    label: str | Promise
    met: bool
    advice: str | Promise


@dataclass(frozen=True, slots=True)
class Check:
    """A draft as seen before it is sent. `same` is the percentage of its letters that stand in the unit's earlier answers."""

    hints: Sequence[Hint]
    blanks: Sequence[str]
    same: int
    compared: int

    @property
    def tone(self) -> str:
        """How much of it is not written for this resident."""
        return "bad" if self.same >= 80 else "warn" if self.same >= 50 else ""


def check(case: Case, unit: int | None, text: str, basis: str) -> Check:
    """Look at a draft; one query for what the unit wrote before."""
    found = said_in(text)
    hints = [Hint(label, found[name], advice) for name, (label, advice) in HINTS.items()]
    if REFUSING.search(text):
        hints.append(
            Hint(__("Legal basis"), bool(basis.strip()), __("Something is refused: name the rule, and what can be done."))
        )
    earlier = _earlier(case, unit) if unit and text.strip() else []
    return Check(hints, BLANK.findall(text), round(100 * boilerplate(text, earlier)), len(earlier))


def start_texts(case: Case, move: str) -> list[ReplyRow]:
    """The rule book's texts for this move, those of the nearest category first."""
    book = rulebook(case.edition_id)
    return [row for state in STATES.get(move, ()) for row in book.templates(case.category, state)]


def filled(row: ReplyRow, case: Case, phone: str, now: datetime) -> str:
    """A text to start from: what is known is filled in, the rest stands in brackets to be written by hand."""
    book = rulebook(case.edition_id)
    receipts = list(case.voices.order_by("pk").values_list("receipt", flat=True)[:3])
    values = _Blanks(
        receipt="、".join(receipts),
        subject=str(book.category(case.category).name) if book.chain(case.category) else case.title,
        unit=case.lead_unit.said if case.lead_unit else "",
        place=case.place.name if case.place else "",
        phone=phone,
        link=_("your page"),
        hotline=str(book.rule("hotline.number")),
        due=_day(case.due_at),
    )
    return str(row.text).format_map(values)


def owners(case: Case, now: datetime, *, besides: int) -> list[DutyMatch]:
    """The units that the duty lists name for this case, other than that one; none without category or place."""
    if not case.category or case.place is None:
        return []
    found = unit_for(rulebook(case.edition_id), case.category, case.place, now)
    return [match for match in found if match.unit.pk != besides]


def sent_back(case: Case) -> dict[str, str]:
    """The words that the second person wanted better, to go on from; empty when the last answer was not sent back."""
    last = case.answers.order_by("-pk").first()
    if last is None or last.state != Answer.SENT_BACK:
        return {}
    return {"text": last.text, "basis": last.basis, "remedies": last.remedies}


class _Blanks(dict[str, Any]):
    """What is not known stays as a blank in brackets."""

    def __init__(self, **values: str) -> None:
        super().__init__({name: value for name, value in values.items() if value})

    def __missing__(self, name: str) -> str:
        words = {
            "result": _("what was done"),
            "done_on": _("day"),
            "place": _("place"),
            "basis": _("legal basis"),
            "remedy": _("what the resident can do"),
            "reason": _("reason"),
            "due": _("by when"),
            "phone": _("telephone"),
        }
        return _("[%(what)s]") % {"what": words.get(name, name)}


def _day(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d}" if at else ""


def _earlier(case: Case, unit: int) -> list[str]:
    rows = Answer.objects.filter(unit_id=unit, kind=Answer.FINAL, state=Answer.SENT, case__restricted=False).exclude(case=case)
    return list(rows.order_by("-pk").values_list("text", flat=True)[:EARLIER])
