"""The journal of a case told in officials' words. Knows the events' names and facts, no page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from sixia.cases.models import CHANNELS, ENDINGS, KINDS, TRIAGE, Answer, Contact, Exclusion, Verdict
from sixia.catalog.rules.book import RuleBook
from sixia.kit.journal import Line
from sixia.people.models import Unit
from sixia.people.queries import names
from sixia.ui.parts import Happening

Text = str | Promise

TOLD: Final[dict[str, Text]] = {
    "VoiceHeard": __("took a voice (%(channel)s, %(kind)s), receipt %(receipt)s"),
    "CaseDispatched": __("dispatched it as “%(category)s” to %(unit)s"),
    "CaseDispatchedAgain": __("gave it to %(unit)s"),
    "UnitCalledIn": __("called in %(unit)s"),
    "CaseReclassified": __("corrected what it is about: %(changes)s"),
    "CaseRestricted": __("made it confidential"),
    "ResidentContacted": __("tried to reach the resident (%(means)s): %(reached)s"),
    "AnswerProposed": __("submitted an answer for checking"),
    "AnswerSentBack": __("sent the answer back"),
    "AnswerSent": __("told the residents: %(answer)s"),
    "VerdictAsked": __("asked for the verdict"),
    "VerdictGiven": __("judged: %(solved)s, %(satisfied)s, %(agree)s"),
    "VoiceUnreachable": __("ended a voice that cannot be reached, after %(attempts)s attempts"),
    "CallPutOff": __("put off the call for the verdict"),
    "VoiceWithdrawn": __("withdrew the concern"),
    "CaseReopened": __("reopened it one level up (level %(level)s)"),
    "CaseSupervised": __("handed it to the supervisor"),
    "CaseReordered": __("ordered %(unit)s to do it again"),
    "CaseClosed": __("closed it: %(ending)s"),
    "VoiceJoined": __("joined a voice to case #%(into)s"),
    "VoiceParted": __("undid the joining; the voice is back in case #%(back_to)s"),
    "Noted": __("noted"),
    "ResidentAsked": __("asked the resident"),
    "ResidentAdded": __("added"),
    "ContactRead": __("read who the resident is: %(purpose)s"),
    "PasscodeRenewed": __("gave a new passcode"),
    "RepresentativeNamed": __("changed who speaks for the group"),
    "ExclusionAsked": __("asked to leave it out of the figures: %(exclusion)s"),
    "ExclusionDecided": __("decided about leaving it out: %(granted)s"),
    "OrderIssued": __("issued an order to %(unit)s (%(part)s)"),
    "OrderAccepted": __("accepted for %(unit)s"),
    "OrderRefused": __("refused for %(unit)s and proposed %(proposed)s"),
    "RefusalDismissed": __("appointed %(unit)s: the refusal does not hold"),
    "RefusalGranted": __("gave the order of %(unit)s to %(to)s"),
    "RefusalReconsidered": __("waits for a new decision on the refusal of %(unit)s"),
    "OrderReleased": __("released %(unit)s"),
    "ExtensionAsked": __("asked for more time for %(unit)s: %(amount)s %(unit_of_time)s"),
    "ExtensionGranted": __("gave %(unit)s more time"),
    "ExtensionDenied": __("refused %(unit)s more time"),
    "OrderReported": __("reported for %(unit)s"),
    "OrderSentBack": __("sent the report of %(unit)s back"),
    "OrderWithdrawn": __("withdrew the order of %(unit)s"),
    "OrderReminded": __("reminded %(unit)s"),
    "ClockWarned": __("most of the time limit has passed: %(clock)s"),
    "ClockBreached": __("the time limit has passed: %(clock)s"),
}
"""Event → what its doer did. Rooms above that tell in the stream of a case add their own lines here at start-up."""

TONES: Final = {
    "ClockBreached": "bad",
    "VoiceUnreachable": "warn",
    "ClockWarned": "warn",
    "OrderRefused": "warn",
    "CaseReopened": "bad",
    "CaseSupervised": "bad",
}
CLOCKS: Final[dict[str, Text]] = {
    "dispatch": __("dispatch"),
    "accept": __("acceptance"),
    "contact": __("first contact"),
    "handle": __("handling"),
    "arbitrate": __("decision on the refusal"),
    "extend_decide": __("decision on more time"),
    "answer_review": __("check of the answer"),
    "verdict": __("verdict"),
    "callback": __("call-back"),
    "redo": __("handling again"),
    "supervise_review": __("review by the supervisor"),
}
TIMES: Final[dict[str, Text]] = {
    "hour": __("hours"),
    "workhour": __("office hours"),
    "day": __("days"),
    "workday": __("working days"),
}
PARTS: Final[dict[str, Text]] = {"lead": __("lead"), "assisting": __("assisting")}
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
    "reached": {True: __("reached"), False: __("not reached")},
    "agree": {True: __("agrees to close"), False: __("does not agree to close")},
    "granted": {True: __("granted"), False: __("refused")},
    "reason": dict(Exclusion.REASONS),
}


def told(lines: Sequence[Line], book: RuleBook, known: Mapping[int, str] | None = None) -> list[Happening]:
    """The lines as happenings, in the order given; one query for the names of people, one for units not `known` by name."""
    people = names({line.by for line in lines})
    units = _units(lines, known or {})
    return [_happening(line, people, units, book) for line in lines]


def _units(lines: Iterable[Line], known: Mapping[int, str]) -> dict[int, str]:
    wanted = {line.facts[name] for line in lines for name in _UNITS if isinstance(line.facts.get(name), int)} - set(known)
    return {**known, **(dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {})}


def _happening(line: Line, people: Mapping[str, str], units: Mapping[int, str], book: RuleBook) -> Happening:
    sentence = TOLD.get(line.event)
    text = str(sentence) % _Facts(line, units, book) if sentence else _("recorded: %(event)s") % {"event": line.event}
    who = people.get(line.by) or (_("The resident") if line.by.startswith(("voice:", "resident")) else "")
    return Happening(
        at=line.at, who=who, text=text, detail="\n".join(filter(None, line.words.values())), tone=TONES.get(line.event, "")
    )  # type: ignore[arg-type] # one of the tones above


class _Facts(dict[str, Any]):
    """The facts of a line as words for people; one that is not there reads as a dash."""

    def __init__(self, line: Line, units: Mapping[int, str], book: RuleBook) -> None:
        super().__init__(line.facts)
        self.units, self.book, self.line = units, book, line

    def __missing__(self, name: str) -> Any:
        if name == "changes":
            return self._changes()
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
        return "、".join([*said, _("place")] if self.line.facts.get("place") else said)
