"""The story of a case as one of its residents may read it: facts to sentences. Pure but for translation; knows no table.

Whatever is not named here stays untold: officials' notes, reasons meant for officials, other residents' words, contacts and
verdicts (one's own are told, with one's own words). Units are named, people are not.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from sixia.kit.journal import Line
from sixia.ui.parts import Chip, Happening
from sixia.ui.text import deadline


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as residents read it."""

    text: str
    basis: str = ""
    remedies: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom it is told: their voice, their own words, the moment of reading, names of units, answers by id, and what they
    wrote beneath each of their verdicts, by its number."""

    voice: int
    text: str
    now: datetime
    units: Mapping[int, str] = field(default_factory=dict)
    answers: Mapping[int, Told] = field(default_factory=dict)
    comments: Mapping[int, str] = field(default_factory=dict)

    def unit(self, line: Line, key: str = "unit") -> str:
        """The unit a fact speaks of."""
        return self.units.get(line.facts.get(key, 0)) or _("The office")

    def until(self, line: Line) -> str:
        """The due moment a fact speaks of."""
        due = line.facts.get("due")
        return deadline(datetime.fromisoformat(due), self.now) if due else ""


LIMITS: Final = frozenset({"ClockWarned", "ClockBreached"})
Teller = Callable[[Line, Reader], Happening | None]


def may_know(event: str, facts: Mapping[str, Any], voice: int) -> bool:
    """Whether this resident may know of a fact: residents are told of such facts, and it is not about or for others alone."""
    return event in TELLERS and facts.get("voice", voice) == voice and voice in (facts.get("voices") or (voice,))


def once(lines: Iterable[Line]) -> list[Line]:
    """The lines, each passing of a limit only once: the case and every order on it have clocks that end at the same moment."""
    kept, seen = [], set()
    for line in lines:
        limit = (line.event, line.facts["clock"], line.facts["due"]) if line.event in LIMITS else (line.id,)
        if limit not in seen:
            seen.add(limit)
            kept.append(line)
    return kept


def story(lines: Sequence[Line], reader: Reader) -> list[Happening]:
    """What happened, newest first."""
    known = (line for line in reversed(lines) if may_know(line.event, line.facts, reader.voice))
    told = (TELLERS[line.event](line, reader) for line in once(known))
    return [one for one in told if one is not None]


def _heard(line: Line, reader: Reader) -> Happening:
    return Happening(line.at, _("We heard you. Receipt %(receipt)s.") % {"receipt": line.facts["receipt"]}, detail=reader.text)


def _issued(line: Line, reader: Reader) -> Happening:
    if line.facts["part"] == "lead":
        text = _("now has the matter and answers for it, by %(due)s at the latest.")
    else:
        text = _("helps with its part, by %(due)s at the latest.")
    return Happening(line.at, text % {"due": reader.until(line)}, who=reader.unit(line))


def _unit(sentence: Any, tone: Any = "") -> Teller:
    """A sentence about the unit that the fact names."""

    def tell(line: Line, reader: Reader) -> Happening:
        return Happening(line.at, str(sentence()), who=reader.unit(line), tone=tone)

    return tell


def _plain(sentence: Any, tone: Any = "") -> Teller:
    """A sentence without a unit."""

    def tell(line: Line, _reader: Reader) -> Happening:
        return Happening(line.at, str(sentence()), tone=tone)

    return tell


def _extended(line: Line, reader: Reader) -> Happening:
    text = _("was given more time, until %(due)s.") % {"due": reader.until(line)}
    reason = line.words.get("reason", "")
    return Happening(
        line.at, text, who=reader.unit(line), detail=_("Why: %(reason)s") % {"reason": reason} if reason else "", tone="warn"
    )


def _contacted(line: Line, reader: Reader) -> Happening:
    reached = bool(line.facts["reached"])
    callback = line.facts["purpose"] == "callback"
    who = _("The call-back clerk") if callback else reader.unit(line)
    means = MEANS[line.facts["means"]]()
    text = _("reached you: %(means)s.") if reached else _("tried to reach you, without success: %(means)s.")
    return Happening(line.at, text % {"means": means}, who=who)


def _answered(line: Line, reader: Reader) -> Happening | None:
    told = reader.answers.get(line.facts["answer"])
    if told is None:
        return None
    parts = [told.text]
    if told.basis:
        parts.append(_("Legal basis: %(basis)s") % {"basis": told.basis})
    if told.remedies:
        parts.append(_("What you can do against it: %(remedies)s") % {"remedies": told.remedies})
    sentence = ANSWERS.get(line.facts["kind"], ANSWERS["final"])()
    return Happening(line.at, sentence, who=reader.unit(line), detail="\n\n".join(parts))


def _judged(line: Line, reader: Reader) -> Happening:
    facts = line.facts
    solved = {"yes": _("Solved"), "partly": _("Partly solved"), "no": _("Not solved")}[facts["solved"]]
    pleased = [_("Very dissatisfied"), _("Dissatisfied"), _("Fairly satisfied"), _("Satisfied"), _("Very satisfied")]
    closing = _("You agreed to close it.") if facts["agree"] else _("You did not agree to close it.")
    text = _("You gave your verdict.") if facts["number"] == 1 else _("You gave another verdict.")
    chips = [
        Chip(solved, "plain"),
        Chip(pleased[facts["satisfied"] - 1], "plain"),
        Chip(closing, "ok" if facts["agree"] else "warn"),
    ]
    return Happening(line.at, text, chips=chips, detail=reader.comments.get(facts["number"], ""))


def _asked(line: Line, _reader: Reader) -> Happening:
    return Happening(line.at, _("You were asked something:"), detail=line.words.get("text", ""), tone="warn")


def _added(line: Line, _reader: Reader) -> Happening:
    return Happening(line.at, _("You added:"), detail=line.words.get("text", ""))


def _split(line: Line, _reader: Reader) -> Happening:
    text = _("A part of what you said is another matter. It goes on under a receipt of its own: %(receipt)s.")
    return Happening(line.at, text % {"receipt": line.facts["receipt"]})


def _closed(line: Line, _reader: Reader) -> Happening:
    return Happening(line.at, ENDINGS.get(line.facts["ending"], ENDINGS[""])())


def _late(line: Line, _reader: Reader) -> Happening | None:
    sentence = LATE.get(line.facts["clock"])
    return Happening(line.at, sentence(), tone="bad") if sentence else None


MEANS: Final[dict[str, Callable[[], str]]] = {
    "phone": lambda: _("by telephone"),
    "sms": lambda: _("by text message"),
    "visit": lambda: _("in person"),
    "mail": lambda: _("by e-mail"),
    "letter": lambda: _("by letter"),
}
ANSWERS: Final[dict[str, Callable[[], str]]] = {
    "final": lambda: _("answers you:"),
    "interim": lambda: _("tells you how it stands:"),
    "redirect": lambda: _("shows you another lawful way:"),
    "explanation": lambda: _("explains why the law allows no more:"),
}
ENDINGS: Final[dict[str, Callable[[], str]]] = {
    "": lambda: _("The matter was closed."),
    "verdict": lambda: _("The matter was closed by the residents' verdict."),
    "without_verdict": lambda: _("The matter was closed without a verdict, and is counted so."),
    "withdrawn": lambda: _("The matter was closed: it was taken back."),
    "explained": lambda: _("The matter was closed as explained, not as solved."),
    "redirected": lambda: _("The matter was closed: another lawful way was shown."),
}
LATE: Final[dict[str, Callable[[], str]]] = {
    "dispatch": lambda: _("The time to choose a unit has passed: it is late."),
    "handle": lambda: _("The time to answer has passed: it is late."),
    "answer_review": lambda: _("The time to check the answer has passed: it is late."),
    "supervise_review": lambda: _("The time for the supervisor's review has passed: it is late."),
    "contact": lambda: _("The time for the first contact has passed: it is late."),
}
TELLERS: Final[dict[str, Teller]] = {
    "VoiceHeard": _heard,
    "OrderIssued": _issued,
    "OrderAccepted": _unit(lambda: _("has accepted it.")),
    "OrderRefused": _unit(lambda: _("says it is not its task. It stays answerable until another unit has accepted."), "warn"),
    "RefusalDismissed": _unit(lambda: _("was told that it is its task.")),
    "ExtensionGranted": _extended,
    "OrderSentBack": _unit(lambda: _("was told to do it again: what it reported did not suffice.")),
    "OrderReminded": _unit(lambda: _("was urged.")),
    "ResidentContacted": _contacted,
    "CaseReclassified": _plain(lambda: _("What it is about was corrected.")),
    "CaseRestricted": _plain(lambda: _("It was made confidential: only the officers for confidential cases know of it.")),
    "AnswerProposed": _plain(lambda: _("An answer has been written; a second person checks it.")),
    "AnswerSent": _answered,
    "VerdictAsked": _plain(lambda: _("You were asked for your verdict.")),
    "VerdictGiven": _judged,
    "VoiceUnreachable": _plain(lambda: _("You could not be reached. Silence is not consent: it is counted apart.")),
    "VoiceWithdrawn": _plain(lambda: _("You took your concern back.")),
    "CaseReopened": _plain(lambda: _("The answer was not accepted: it goes on, one level up."), "warn"),
    "CaseSupervised": _plain(lambda: _("The answer was not accepted again: the supervisor reviews it."), "warn"),
    "CaseClosed": _closed,
    "VoiceJoined": _plain(
        lambda: _("Others told the same matter; it is handled together. Receipt, answer and verdict stay your own.")
    ),
    "VoiceParted": _plain(lambda: _("It is handled by itself again.")),
    "MatterSplit": _split,
    "ResidentAsked": _asked,
    "ResidentAdded": _added,
    "PasscodeRenewed": _plain(lambda: _("You were given a new passcode; the old one opens nothing any more.")),
    "RepresentativeNamed": _plain(lambda: _("Who speaks for the group was changed.")),
    "ClockBreached": _late,
    "ContactRead": lambda line, reader: None,
}
"""What residents are told of; rooms above add their own facts at start-up."""
