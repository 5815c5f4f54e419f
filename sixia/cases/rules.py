"""Pure rules of cases: receipts, what a voice must be, what verdicts mean, when an answer says the same again."""

import json
import re
import secrets
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any, Final

MOST_TEXT = 12_000
SEARCH_KIND = "voice"
KINDS = ("inquiry", "help", "complaint", "suggestion", "accusation", "praise")
CHANNELS = ("web", "phone", "counter", "letter", "visit", "mail", "sms", "api", "import")
PREFIX = "SX"
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_WEIGHTS = tuple(pow(3, n, 31) for n in range(1, 9))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVoice:
    """One person's words as any channel hands them in. Only `text`, `channel` and `desk` must be given.

    `desk` is the id of the unit that hears it, `place` a place's id, `category` a code of the catalog (a guess is fine),
    `helper` the account that writes for somebody, `consent` how that person agreed, `source`/`source_id` where it comes
    from (given twice, it is kept once), `heard_at` when it was first said, if not now. `into` is the case it joins,
    `split_from` the voice whose words it is a part of, `track` the rules a case of its own goes by (service, petition),
    `files` the tickets of files handed in with it.
    """

    text: str
    channel: str
    desk: int
    kind: str = "help"
    category: str = ""
    place: int | None = None
    place_note: str = ""
    lat: float | None = None
    lon: float | None = None
    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    wants: str = "sms"
    language: str = "zh-hans"
    secret: bool = False
    minor: bool = False
    urgent: bool = False
    helper: int | None = None
    consent: str = ""
    source: str = ""
    source_id: str = ""
    heard_at: datetime | None = None
    into: int | None = None
    split_from: int | None = None
    named_units: tuple[int, ...] = ()
    named_accounts: tuple[int, ...] = ()
    representative: bool = False
    track: str = "service"
    files: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def anonymous(self) -> bool:
        """Whether nobody can be called or written to."""
        return not (self.phone or self.email or self.address)


NOT_SAID: Final = ("files", "language", "source", "source_id", "heard_at", "extra")
"""What may differ when the same form comes a second time."""


def numbered(new: NewVoice, number: str) -> NewVoice:
    """The voice under its form's number together with what it says: sent twice it is one voice, and sent again with something
    corrected, as after “Back” in a browser, it is another one and never lost. Without a number it is as it was."""
    if not number:
        return new
    said = {name: value for name, value in asdict(new).items() if name not in NOT_SAID}
    return replace(new, source_id=f"{number[:40]}:{sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVoice(NewVoice):
    """A voice from an older system, with what became of it there.

    `over` says that it was closed there: at `closed_at` or, where that is unknown, when it was answered or heard. `reply` is
    what the resident was told at `answered_at`; of a voice that is not over, it tells how it stands.
    """

    over: bool = False
    reply: str = ""
    answered_at: datetime | None = None
    closed_at: datetime | None = None


def clean(text: str) -> str:
    """The words as they are kept: line ends unified, control and direction-changing characters dropped, ends trimmed."""
    if _ALL_KEPT.fullmatch(text):
        return text.strip()
    return text.replace("\r\n", "\n").translate(_KEPT).strip()


_ALL_KEPT = re.compile("[\\n\\t -~\u00a1-\u00ac\u3000-\u302f\u4e00-\u9fff\uff01-\uff5e“”‘’—…]*")
"""Texts of these characters alone are kept as they are: looking is ten times quicker than taking each in hand."""


class _Kept(dict[int, str | None]):
    """What becomes of each character; filled as it is used."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        dropped = char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")
        self[code] = kept = None if dropped else char
        return kept


_KEPT = _Kept({ord("\r"): "\n", 0x2028: "\n"})


def says_all_of(words: str, text: str) -> bool:
    """Whether every line of `words` stands in `text`, spaces aside; nothing at all does not."""
    said = "".join(text.split())
    lines = ["".join(line.split()) for line in words.splitlines()]
    return any(lines) and all(line in said for line in lines)


def title_of(text: str, most: int = 60) -> str:
    """The first line of the words, cut at the end of a clause where there is one."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    ends = [cut.rfind(mark) for mark in "。！？；，.!?;,"]
    return (cut[: max(ends)] if max(ends) >= most // 3 else cut) + "…"


def new_receipt() -> str:
    """A receipt code such as `SX3F7K92M4-P`: prefix, eight random letters, one check letter. Not a secret."""
    number, body = secrets.randbelow(len(LETTERS) ** 8), ""
    for _ in range(8):
        number, rest = divmod(number, len(LETTERS))
        body += LETTERS[rest]
    return f"{PREFIX}{body}-{_check_letter(body)}"


def read_receipt(typed: str) -> str | None:
    """The code somebody typed, in its stored form; None when it cannot be one (the check letter finds single slips)."""
    raw = re.sub(r"[\s\-–—_.]", "", unicodedata.normalize("NFKC", typed)).upper()
    match = re.fullmatch(rf"(?:{PREFIX})?([2-9A-Z]{{8}})([2-9A-Z])", raw)
    if match is None or not set(match[1]) <= set(LETTERS) or _check_letter(match[1]) != match[2]:
        return None
    return f"{PREFIX}{match[1]}-{match[2]}"


def new_passcode() -> str:
    """Six random digits that open the voice together with its receipt."""
    return f"{secrets.randbelow(1_000_000):06d}"


def _check_letter(body: str) -> str:
    """Weighted sum modulo 31, which is prime: every single wrong letter and every swap of two neighbours is found."""
    total = sum(weight * (LETTERS.index(c) + 1) for weight, c in zip(_WEIGHTS, body, strict=True)) % 31
    return (LETTERS + "U")[total]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One resident's verdict: `solved` is yes, partly or no; `satisfied` 1 (not at all) to 5; `decent` treated politely
    and patiently (None: no contact); `agree` to close. Nothing is preselected, `agree` alone decides."""

    solved: str
    satisfied: int
    decent: bool | None
    agree: bool
    comment: str = ""

    def __post_init__(self) -> None:
        if self.solved not in ("yes", "partly", "no") or not 1 <= self.satisfied <= 5:
            raise ValueError("not a verdict")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to reach somebody: when (local day), by which means, and whether they were reached."""

    day: date
    means: str
    reached: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """How far the unreachable protocol has come: attempts, means and days so far; whether somebody was reached; the last day."""

    attempts: int
    means: int
    days: int
    reached: bool
    last: date | None

    def ripe(self, notice_days: int) -> date | None:
        """The first day on which it may end, when the last attempt has waited long enough; None before any attempt."""
        return self.last + timedelta(days=notice_days) if self.last is not None else None


def sought(attempts: Collection[Attempt]) -> Sought:
    """The attempts, counted."""
    return Sought(
        attempts=len(attempts),
        means=len({attempt.means for attempt in attempts}),
        days=len({attempt.day for attempt in attempts}),
        reached=any(attempt.reached for attempt in attempts),
        last=max((attempt.day for attempt in attempts), default=None),
    )


def may_give_up(attempts: Collection[Attempt], *, least: int, means: int, days: int) -> bool:
    """Whether the unreachable protocol is fulfilled: enough failed attempts, by enough means, on enough days, none reached."""
    so_far = sought(attempts)
    return not so_far.reached and so_far.attempts >= least and so_far.means >= means and so_far.days >= days


def is_quiet(clock: time, quiet_from: time, quiet_until: time) -> bool:
    """Whether nobody is called at this local time of day. Quiet hours may span midnight; equal ends mean there are none."""
    if quiet_from <= quiet_until:
        return quiet_from <= clock < quiet_until
    return clock >= quiet_from or clock < quiet_until


def ending_of(states: Iterable[str]) -> str | None:
    """How a case ends when its voices stand thus; None while one of them still waits or disputes.

    `verdict` when at least one agreed; `withdrawn` when all withdrew; else `without_verdict`, which is counted apart.
    """
    found = set(states)
    if not found or found & {"open", "asked", "disputed"}:
        return None
    if "agreed" in found:
        return "verdict"
    return "withdrawn" if found == {"withdrawn"} else "without_verdict"


def fingerprint(text: str) -> set[str]:
    """The character triples of a text without spaces and punctuation, for comparing answers."""
    bare = "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())
    return {bare[i : i + 3] for i in range(max(1, len(bare) - 2))}


def says_the_same(text: str, earlier: str, share: float = 0.85) -> bool:
    """Whether two answers are the same but for a few characters (share of common character triples)."""
    a, b = fingerprint(text), fingerprint(earlier)
    return len(a & b) >= share * len(a | b)
