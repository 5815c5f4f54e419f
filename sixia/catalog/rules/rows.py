"""The rows of a profile as frozen values: one class per sheet, named like the table that keeps it. Knows no table."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Self

from django.utils.translation import get_language

from sixia.kit.clocks import Limit

TRACKS = ("service", "petition")
KINDS = ("inquiry", "help", "complaint", "suggestion", "accusation", "praise")
TRIAGE = ("must", "now", "hard", "joint")
LEVELS = (*TRIAGE, "urgent")
UNITS = ("hour", "workhour", "day", "workday")
ROLES = ("lead", "assisting")
BASES = ("basic", "cooperating", "statutory", "taken_back")
TIERS = ("county", "town", "village", "company")
EVERY = ("week", "month", "quarter", "any")
RECEPTION_FORMS = ("fixed", "down", "invited", "case", "joint")
RECEPTION_PLACES = ("office", "rotation", "need")
GRASSROOTS = frozenset({"town", "village"})


@dataclass(frozen=True, slots=True)
class Text:
    """One thing said in several languages; `str()` says it in the reader's, or in the first one it has."""

    said: Mapping[str, str] = field(default_factory=dict)

    def in_(self, language: str) -> str:
        """The words in this language (`zh-hans` and `zh` are one), or in the first language there is; "" when there is none."""
        return self.said.get(language.partition("-")[0]) or next(iter(self.said.values()), "")

    def __str__(self) -> str:
        return self.in_(get_language() or "")

    def __bool__(self) -> bool:
        return bool(self.said)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.said.items())))


@dataclass(frozen=True, kw_only=True)
class Row:
    """Base of all rows. `KEY` names the fields that tell it from the others of its sheet; `seq` is its place in the file."""

    KEY: ClassVar[tuple[str, ...]] = ("code",)

    seq: int = 0

    @property
    def key(self) -> str:
        """What the row is called in differences and changes, such as `handle|service|road|||`."""
        return "|".join(str(getattr(self, name)) for name in self.KEY)

    def plain(self) -> dict[str, Any]:
        """The row as JSON values, `seq` included."""
        return {f.name: plain(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """The row from JSON values; raises TypeError for an unknown field."""
        kinds = {f.name: f.type for f in fields(cls)}
        return cls(**{name: _back(kinds.get(name), value) for name, value in values.items()})


@dataclass(frozen=True, kw_only=True)
class CategoryRow(Row):
    """What can be asked. `name` is the public name, `inner` the officials' one; `path` is `/parent/code/`.

    `kind` and `triage` are what a case of it starts with; `emergency` names the danger whose number is shown beside it.
    Cases of a `restricted` category are seen only by those appointed; those of one that is not `public` appear on no public list.
    """

    code: str
    parent: str = ""
    path: str = ""
    name: Text = Text()
    inner: Text = Text()
    hint: Text = Text()
    synonyms: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    sector: str = ""
    kind: str = "help"
    triage: str = "must"
    restricted: bool = False
    public: bool = True
    emergency: str = ""

    @property
    def depth(self) -> int:
        """1 for the first level."""
        return self.path.count("/") - 1


@dataclass(frozen=True, kw_only=True)
class TermRow(Row):
    """A named word of the jurisdiction: a unit function, a livelihood sector, a channel, a role. `tier` is for functions."""

    KEY = ("group", "code")

    group: str
    code: str
    name: Text = Text()
    tier: str = ""


@dataclass(frozen=True, kw_only=True)
class NormRow(Row):
    """How long a kind of step may take, and for which cases: an empty selector means any."""

    KEY = ("clock", "track", "category", "place", "level", "kind")

    clock: str
    track: str = "service"
    category: str = ""
    place: str = ""
    level: str = ""
    kind: str = ""
    amount: int
    unit: str
    calendar: str
    rolls: bool = False
    warn: int = 80
    extensions: int = 0
    extension_amount: int = 0
    extension_by: str = ""
    four_eyes: bool = False
    source: Text = Text()

    @property
    def limit(self) -> Limit:
        """What a clock is started with; the source of law is copied in the language of the moment."""
        return Limit(self.amount, self.unit, self.calendar, str(self.source)[:200], rolls=self.rolls)

    @property
    def extension(self) -> Limit | None:
        """By how much one extension may at most put the end off, or None when nothing may be extended."""
        if not self.extensions:
            return None
        return Limit(self.extension_amount, self.unit, self.calendar, str(self.source)[:200], rolls=self.rolls)


@dataclass(frozen=True, kw_only=True)
class DutyRow(Row):
    """Which unit function owes something on a category: by what list, as lead or assisting; `taken_back` bars towns."""

    KEY = ("category", "place", "level", "function")

    category: str
    place: str = ""
    level: str = ""
    function: str
    role: str = "lead"
    basis: str = "statutory"
    source: Text = Text()


@dataclass(frozen=True, kw_only=True)
class CalendarRow(Row):
    """A work calendar by name, as the mapping that `kit.calendar` loads, and the notice each year rests on."""

    code: str
    data: Mapping[str, Any] = field(default_factory=dict)
    source: Text = Text()


@dataclass(frozen=True, kw_only=True)
class ReplyRow(Row):
    """A text to start a message from; `{names}` in it are placeholders. An empty category means all."""

    code: str
    category: str = ""
    state: str
    title: Text = Text()
    text: Text = Text()


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: the stored word and what people read."""

    value: str
    name: Text


@dataclass(frozen=True, kw_only=True)
class QuestionRow(Row):
    """A question of the verdict. `form` is yes_no, partly, stars or words; `options` are the answers to choose from."""

    code: str
    form: str
    required: bool = True
    text: Text = Text()
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RedirectRow(Row):
    """Another legal way than this one: who decides, how to ask, until when, by what law.

    `unconfirmed` says that a lawyer has not yet compared the source and its terms with the text of the law.
    """

    code: str
    name: Text = Text()
    advice: Text = Text()
    remedy: Text = Text()
    contact: str = ""
    days: int = 0
    source: Text = Text()
    unconfirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class EmergencyRow(Row):
    """Words of danger and the number to call at once; `unless` are expressions in which the words mean nothing of the kind.

    With `always` the words count even when they are spoken of as possible or past (rule `emergency.doubt`), as self-harm must.
    """

    code: str
    number: str
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    always: bool = False
    advice: Text = Text()


@dataclass(frozen=True, kw_only=True)
class ReceptionRow(Row):
    """How often holders of some posts receive residents, on which day, in which form and place.

    `who` are roles of posts in units with one of these `functions`. `every` is week, month, quarter or any (at any time, no
    fixed day); `day` the day of the month, or the weekday from 1 for Monday; `month` which month of the quarter. A day that is
    free moves to the next working day. With `each` every leader has a day of their own, else they take turns. `place` is
    office, rotation (the towns in turn) or need (a person chooses from proposals). `least` is how often a year each of them
    must at least.
    """

    code: str
    name: Text = Text()
    who: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    every: str = "month"
    day: int = 15
    month: int = 1
    each: bool = False
    form: str = "fixed"
    place: str = "office"
    opens: str = "09:00"
    closes: str = "12:00"
    capacity: int = 12
    least: int = 0
    source: Text = Text()


@dataclass(frozen=True, kw_only=True)
class RuleRow(Row):
    """One scalar rule of the profile; its type stands in `settings.RULES`."""

    code: str
    value: Any = None


SHEETS: dict[str, type[Row]] = {
    "category": CategoryRow,
    "term": TermRow,
    "norm": NormRow,
    "duty": DutyRow,
    "calendar": CalendarRow,
    "reply": ReplyRow,
    "question": QuestionRow,
    "redirect": RedirectRow,
    "emergency": EmergencyRow,
    "reception": ReceptionRow,
    "rule": RuleRow,
}


def plain(value: Any) -> Any:
    """A field's value as JSON values."""
    if isinstance(value, Text):
        return dict(value.said)
    if isinstance(value, Option):
        return {"value": value.value, **value.name.said}
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value


def option(raw: Mapping[str, str]) -> Option:
    """An option from its JSON values: `value`, and the name by language. Raises KeyError without a value."""
    return Option(raw["value"], Text({language: words for language, words in raw.items() if language != "value"}))


def _back(kind: Any, value: Any) -> Any:
    if kind is Text and not isinstance(value, Text):
        return Text(dict(value))
    if kind == tuple[str, ...]:
        return tuple(value)
    if kind == tuple[Option, ...]:
        return tuple(one if isinstance(one, Option) else option(one) for one in value)
    return value
