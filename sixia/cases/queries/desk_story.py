"""The journal of a case told in officials' words. Knows the events' names and facts, no page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import CHANNELS, ENDINGS, KINDS, TRIAGE, Answer, Contact, Exclusion, Verdict
from sixia.cases.queries.telling import once
from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.clocks import TIMES
from sixia.kit.journal import Line
from sixia.people.queries import names, unit_names
from sixia.ui.parts import Happening, Tone

Text = str | Promise

TOLD: Final[dict[str, Text]] = {
    "VoiceHeard": _("took a voice (%(channel)s, %(kind)s), receipt %(receipt)s"),
    "CaseDispatched": _("dispatched it as “%(category)s” to %(unit)s"),
    "CaseDispatchedAgain": _("gave it to %(unit)s"),
    "UnitCalledIn": _("called in %(unit)s"),
    "CaseReclassified": _("corrected what it is about: %(changes)s"),
    "CaseRestricted": _("made it confidential"),
    "ResidentContacted": _("tried to reach the resident (%(means)s): %(reached)s"),
    "AnswerProposed": _("submitted an answer for checking"),
    "AnswerSentBack": _("sent the answer back"),
    "AnswerSent": _("told the residents: %(answer)s"),
    "VerdictAsked": _("asked for the verdict"),
    "VerdictGiven": _("judged: %(solved)s, %(satisfied)s, %(agree)s"),
    "VoiceUnreachable": _("ended a voice that cannot be reached, after %(attempts)s attempts"),
    "CallPutOff": _("put off the call for the verdict"),
    "VoiceWithdrawn": _("withdrew the concern"),
    "CaseReopened": _("reopened it one level up (level %(level)s)"),
    "CaseSupervised": _("handed it to the supervisor"),
    "CaseReordered": _("ordered %(unit)s to do it again"),
    "CaseClosed": _("closed it: %(ending)s"),
    "VoiceJoined": _("joined a voice to case #%(into)s"),
    "VoiceParted": _("undid the joining; the voice is back in case #%(back_to)s"),
    "MatterSplit": _("split off a further matter: case #%(into)s, receipt %(receipt)s"),
    "Noted": _("noted"),
    "ResidentAsked": _("put a question to %(asked)s"),
    "ResidentAdded": _("added"),
    "ContactRead": _("read who the resident is, for the purpose:"),
    "FileKept": _("attached files"),
    "FileErased": _("erased a file"),
    "FileRead": _("opened a file of the resident"),
    "VoiceErased": _("erased a resident's words and identity on request"),
    "PasscodeRenewed": _("gave a new passcode"),
    "RepresentativeNamed": _("changed who speaks for the group"),
    "ExclusionAsked": _("asked to leave it out of the figures: %(exclusion)s"),
    "ExclusionDecided": _("decided about leaving it out: %(granted)s"),
    "OrderIssued": _("issued an order to %(unit)s (%(part)s)"),
    "OrderAccepted": _("accepted for %(unit)s"),
    "OrderRefused": _("refused for %(unit)s and proposed %(proposed)s"),
    "RefusalDismissed": _("appointed %(unit)s: the refusal does not hold"),
    "RefusalGranted": _("gave the order of %(unit)s to %(to)s"),
    "RefusalReconsidered": _("waits for a new decision on the refusal of %(unit)s"),
    "OrderReleased": _("released %(unit)s"),
    "ExtensionAsked": _("asked for more time for %(unit)s: %(amount)s %(unit_of_time)s"),
    "ExtensionGranted": _("gave %(unit)s more time"),
    "ExtensionDenied": _("refused %(unit)s more time"),
    "OrderReported": _("reported for %(unit)s"),
    "OrderSentBack": _("sent the report of %(unit)s back"),
    "OrderWithdrawn": _("withdrew the order of %(unit)s"),
    "OrderReminded": _("reminded %(unit)s"),
    "ClockWarned": _("most of the time limit has passed: %(clock)s"),
    "ClockBreached": _("the time limit has passed: %(clock)s"),
}
"""Event → what its doer did. Rooms above that tell in the stream of a case add their own lines here at start-up."""

TONES: Final[dict[str, Tone]] = {
    "ClockBreached": "bad",
    "VoiceUnreachable": "warn",
    "ClockWarned": "warn",
    "OrderRefused": "warn",
    "CaseReopened": "bad",
    "CaseSupervised": "bad",
}
NOBODY: Final = frozenset({"ClockBreached", "ClockWarned"})
"""Events that happen by themselves."""
CLOCKS: Final[dict[str, Text]] = {
    "dispatch": _("dispatch"),
    "accept": _("acceptance"),
    "contact": _("first contact"),
    "handle": _("handling"),
    "arbitrate": _("decision on the refusal"),
    "extend_decide": _("decision on more time"),
    "answer_review": _("check of the answer"),
    "redo": _("handling again"),
    "supervise_review": _("review by the supervisor"),
}
PARTS: Final[dict[str, Text]] = {"lead": _("lead"), "assisting": _("assisting")}
_UNITS: Final = ("unit", "proposed", "to")
_LABELS: Final[dict[str, Mapping[Any, Text]]] = {
    "channel": dict(CHANNELS),
    "kind": dict(KINDS),
    "ending": dict(ENDINGS),
    "triage": dict(TRIAGE),
    "means": dict(Contact.MEANS),
    "solved": dict(Verdict.SOLVED),
    "satisfied": dict(Verdict.SATISFIED),
    "clock": CLOCKS,
    "unit_of_time": TIMES,
    "part": PARTS,
    "reached": {True: _("reached"), False: _("not reached")},
    "agree": {True: _("agrees to close"), False: _("does not agree to close")},
    "granted": {True: _("granted"), False: _("refused")},
    "reason": dict(Exclusion.REASONS),
}


def told(lines: Sequence[Line], book: RuleBook, known: Mapping[int, str] | None = None) -> list[Happening]:
    """The lines as happenings, in the order given; one query for the names of people, one for units not `known` by name."""
    lines = once(lines)
    people = names({line.by for line in lines})
    units = _units(lines, known or {})
    return [_happening(line, people, units, book) for line in lines]


def _units(lines: Iterable[Line], known: Mapping[int, str]) -> dict[int, str]:
    wanted = {line.facts[name] for line in lines for name in _UNITS if isinstance(line.facts.get(name), int)} - set(known)
    return {**known, **(unit_names(wanted) if wanted else {})}


def _happening(line: Line, people: Mapping[str, str], units: Mapping[int, str], book: RuleBook) -> Happening:
    sentence = TOLD.get(line.event)
    text = str(sentence) % _Facts(line, units, book) if sentence else gettext("recorded: %(event)s") % {"event": line.event}
    who = people.get(line.by) or (gettext("The resident") if line.by.startswith(("voice:", "resident")) else "")
    who = "" if line.event in NOBODY else who
    return Happening(
        at=line.at, who=who, text=text, detail="\n".join(filter(None, line.words.values())), tone=TONES.get(line.event, "")
    )


def _asked(many: int) -> str:
    return ngettext("%(many)s resident", "%(many)s residents", many) % {"many": many} if many else gettext("all residents")


class _Facts(dict[str, Any]):
    """The facts of a line as words for people; one that is not there reads as a dash."""

    def __init__(self, line: Line, units: Mapping[int, str], book: RuleBook) -> None:
        super().__init__(line.facts)
        self.units, self.book, self.line = units, book, line

    def __missing__(self, name: str) -> Any:
        if name == "changes":
            return self._changes()
        if name == "asked":
            return _asked(len(self.get("voices") or ()))
        return _LABELS["reason"].get(self.get("reason"), "–") if name == "exclusion" else "–"

    def __getitem__(self, name: str) -> Any:
        if name == "answer":
            return dict(Answer.WORDS).get(self.line.facts.get("kind", ""), "–")
        value = super().__getitem__(name)
        if name in _UNITS:
            return self.units.get(value, "–")
        if name == "category":
            return self.book.category(value).name if self.book.chain(value) else "–"
        return _LABELS.get(name, {}).get(value, value)

    def _changes(self) -> str:
        named = [name for name in ("category", "kind", "triage") if self.line.facts.get(name)]
        said = [str(self[name]) for name in named]
        return "、".join([*said, gettext("place")] if self.line.facts.get("place") else said)
