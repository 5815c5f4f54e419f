"""The documents of a petition as plain data: which parts each has, which of them the law requires. Knows no layout and no table.

Each class is one kind of notice; its fields are what a template may print. Names of petitioners are not among them: whoever
renders a document looks them up by `voices`, so that erasing a person reaches the papers as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, ClassVar, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise
PARTS: Final[dict[str, Text]] = {
    "unit": _("Unit"),
    "on": _("Date"),
    "voices": _("Petitioners"),
    "receipts": _("Receipts"),
    "request": _("Request"),
    "facts": _("Facts and reasons"),
    "reasons": _("Reasons"),
    "basis": _("Legal basis"),
    "remedies": _("Remedies"),
    "first_on": _("First said on"),
    "registered_on": _("Registered on"),
    "next_step": _("What happens next"),
    "query_way": _("How to follow it"),
    "accepted_on": _("Accepted on"),
    "due_on": _("To be decided by"),
    "procedure": _("Way and procedure"),
    "contact": _("Telephone of the unit"),
    "ground": _("Ground for not accepting"),
    "help_note": _("Explanation and help that go on"),
    "ways": _("Lawful ways"),
    "days": _("Days added"),
    "due_before": _("Limit so far"),
    "approved_by": _("Approved by"),
    "outcome": _("Outcome"),
    "opinion": _("Opinion"),
    "opinion_before": _("Opinion under review"),
    "finality": _("Statement of finality"),
    "held_on": _("Held on"),
    "place": _("Place"),
    "chair": _("Chair"),
    "members": _("Members"),
    "parties": _("Parties"),
    "record": _("Record"),
    "conclusion": _("Conclusion"),
    "terms": _("Terms"),
    "perform_by": _("To be performed by"),
    "mediator": _("Mediator"),
    "text": _("Answer"),
}
"""What people call each part."""
DAYS: Final = frozenset({"on", "first_on", "registered_on", "accepted_on", "due_on", "due_before", "held_on", "perform_by"})
"""Parts that are a day, kept as ISO dates."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """Base of all: who issues it, when, to whom. `WORD` stands in its number, `ARTICLE` says what law asks for it,
    `SERVE` whether it must reach the petitioner on paper or by consent; the others are only read."""

    KIND: ClassVar[str]
    TITLE: ClassVar[Text]
    WORD: ClassVar[str]
    ARTICLE: ClassVar[str]
    REQUIRED: ClassVar[tuple[str, ...]] = ()
    SERVE: ClassVar[bool] = True

    unit: str = ""
    on: str = ""
    voices: tuple[int, ...] = ()
    receipts: tuple[str, ...] = ()
    request: str = ""

    def missing(self) -> list[str]:
        """Names of the parts that the law requires and that are not there; a document with any is not issued."""
        return [name for name in ("unit", "on", *self.REQUIRED) if not _there(getattr(self, name))]

    def content(self) -> dict[str, Any]:
        """All parts as JSON values, in order: what a notice keeps and a template prints."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Document":
        """The document from a notice's content; parts that a later version added stay empty."""
        known = {f.name for f in fields(cls)}
        given: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in content.items() if name in known}
        return cls(**given)


@dataclass(frozen=True, kw_only=True)
class Way:
    """Another lawful way: its name, how to go it, what can be done against its result, whom to ask, the term in days."""

    code: str
    name: str
    advice: str
    remedy: str = ""
    contact: str = ""
    days: int = 0
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Registration(Document):
    """The receipt of registration (Arts. 19, 21, 22)."""

    KIND, TITLE, WORD, ARTICLE = "receipt", _("Receipt of registration"), "信登", "22"
    SERVE = False
    REQUIRED = ("request", "receipts", "first_on", "registered_on", "next_step", "query_way")

    first_on: str = ""
    registered_on: str = ""
    next_step: str = ""
    query_way: str = ""


@dataclass(frozen=True, kw_only=True)
class Acceptance(Document):
    """The notice of acceptance, with way and procedure (Art. 23)."""

    KIND, TITLE, WORD, ARTICLE = "acceptance", _("Notice of acceptance"), "信受", "23"
    REQUIRED = ("request", "accepted_on", "due_on", "procedure", "basis")

    accepted_on: str = ""
    due_on: str = ""
    procedure: str = ""
    basis: str = ""
    contact: str = ""


@dataclass(frozen=True, kw_only=True)
class Refusal(Document):
    """The notice that it is not accepted, or not accepted again; the duty to explain and to help remains (Arts. 19, 23, 36)."""

    KIND, TITLE, WORD, ARTICLE = "refusal", _("Notice of non-acceptance"), "信不受", "23"
    REQUIRED = ("request", "ground", "reasons", "basis", "remedies", "help_note")

    ground: str = ""
    reasons: str = ""
    basis: str = ""
    remedies: str = ""
    help_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Redirection(Document):
    """The notice of another lawful way: litigation kept apart, arbitration, reconsideration, appeal (Arts. 22, 28, 31)."""

    KIND, TITLE, WORD, ARTICLE = "redirect", _("Notice of another lawful way"), "信导", "31"
    REQUIRED = ("request", "ways", "reasons", "basis", "remedies")

    ways: tuple[Mapping[str, Any], ...] = ()
    reasons: str = ""
    basis: str = ""
    remedies: str = ""


@dataclass(frozen=True, kw_only=True)
class Extension(Document):
    """The notice that more time is needed, and why (Art. 34)."""

    KIND, TITLE, WORD, ARTICLE = "extension", _("Notice of extension"), "信延", "34"
    REQUIRED = ("days", "due_before", "due_on", "reasons", "basis", "approved_by")

    days: int = 0
    due_before: str = ""
    due_on: str = ""
    reasons: str = ""
    basis: str = ""
    approved_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Opinion(Document):
    """The written opinion on the petition: request, facts and reasons, opinion and its legal basis, remedies (Art. 32)."""

    KIND, TITLE, WORD, ARTICLE = "opinion", _("Written opinion"), "信处", "32"
    REQUIRED: ClassVar[tuple[str, ...]] = ("request", "facts", "outcome", "opinion", "basis", "remedies")

    facts: str = ""
    outcome: str = ""
    opinion: str = ""
    basis: str = ""
    remedies: str = ""


@dataclass(frozen=True, kw_only=True)
class ReviewOpinion(Opinion):
    """The written opinion of the organ one level up (Art. 35)."""

    KIND, TITLE, WORD, ARTICLE = "review", _("Review opinion"), "信复查", "35"
    REQUIRED: ClassVar[tuple[str, ...]] = (*Opinion.REQUIRED, "opinion_before")

    opinion_before: str = ""


@dataclass(frozen=True, kw_only=True)
class RereviewOpinion(ReviewOpinion):
    """The final opinion (Art. 36): it says that it is final, and what help goes on."""

    KIND, TITLE, WORD, ARTICLE = "rereview", _("Re-review opinion"), "信复核", "36"
    REQUIRED = ("request", "facts", "outcome", "opinion", "basis", "opinion_before", "finality", "help_note")

    finality: str = ""
    help_note: str = ""


@dataclass(frozen=True, kw_only=True)
class HearingRecord(Document):
    """What was said at a hearing (Arts. 31(6), 36)."""

    KIND, TITLE, WORD, ARTICLE = "hearing", _("Record of the hearing"), "信听", "31(6)"
    SERVE = False
    REQUIRED = ("request", "held_on", "place", "chair", "members", "parties", "record", "conclusion")

    held_on: str = ""
    place: str = ""
    chair: str = ""
    members: str = ""
    parties: str = ""
    record: str = ""
    conclusion: str = ""


@dataclass(frozen=True, kw_only=True)
class Mediation(Document):
    """The agreement reached by mediation (Art. 33)."""

    KIND, TITLE, WORD, ARTICLE = "agreement", _("Mediation agreement"), "信调", "33"
    REQUIRED = ("request", "parties", "facts", "terms", "perform_by", "mediator")

    parties: str = ""
    facts: str = ""
    terms: str = ""
    perform_by: str = ""
    mediator: str = ""


@dataclass(frozen=True, kw_only=True)
class SuggestionReply(Document):
    """The answer to a suggestion: what is adopted, what not, and why (Art. 29)."""

    KIND, TITLE, WORD, ARTICLE = "reply", _("Answer to a suggestion"), "信建", "29"
    REQUIRED = ("request", "text")

    text: str = ""


DOCUMENTS: Final[dict[str, type[Document]]] = {
    kind.KIND: kind
    for kind in (
        Registration,
        Acceptance,
        Refusal,
        Redirection,
        Extension,
        Opinion,
        ReviewOpinion,
        RereviewOpinion,
        HearingRecord,
        Mediation,
        SuggestionReply,
    )
}
TO_SERVE: Final = frozenset(kind for kind, document in DOCUMENTS.items() if document.SERVE)
KINDS: Final = tuple((kind, document.TITLE) for kind, document in DOCUMENTS.items())


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a document as people read it."""

    name: str
    label: Text
    value: Any
    required: bool = field(default=False)


def lines_of(kind: str, content: Mapping[str, Any]) -> list[Line]:
    """The filled parts of a document in order, with their names for people, days as dates; ids of voices are left out."""
    document = DOCUMENTS[kind]
    parts = (name for name in content if name != "voices")
    return [Line(n, PARTS[n], _day(n, content[n]), n in document.REQUIRED) for n in parts if n in PARTS and _there(content[n])]


def _day(name: str, value: Any) -> Any:
    try:
        return date.fromisoformat(value) if name in DAYS else value
    except ValueError:
        return value


def _there(value: Any) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _plain(value: Any) -> Any:
    return [dict(one) if isinstance(one, Mapping) else one for one in value] if isinstance(value, tuple) else value
