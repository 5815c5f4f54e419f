"""How people of the demo county speak: texts from the grammar in `words/`, with slips and dialect, and what officials say.

Knows no table. The same luck gives the same words.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

WORDS: Final = Path(__file__).with_name("words")
URBAN, RURAL = "urban", "rural"
PHONES: Final = "169"
"""Mobile numbers with a beginning that no operator has been given."""
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class Situation:
    """One kind of trouble: its category, how often in which month, where, and what is said and answered about it."""

    category: str
    weight: int
    months: str
    open: tuple[str, ...]
    effect: tuple[str, ...]
    ask: tuple[str, ...]
    done: tuple[str, ...]
    where: str = "any"
    kind: str = ""
    language: str = "zh-hans"

    def weight_in(self, month: int) -> int:
        """How likely it is in this month (1 to 12)."""
        return self.weight * int(self.months[month - 1])


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said, and the slots that answers to it fill in again."""

    situation: Situation
    text: str
    slots: Mapping[str, str]

    def reply(self, luck: Random, day: date, unit: str) -> str:
        """An answer that names the day, the place and what was done."""
        return _fill(luck.choice(self.situation.done), {**self.slots, **_dated(day), "unit": unit})

    def line(self, key: str, luck: Random, day: date) -> str:
        """One of the shared phrases of the officials or of the resident, such as `again` or `refuse`."""
        return _fill(luck.choice(common()[key]), {**self.slots, **_dated(day)})


@cache
def common() -> dict[str, Any]:
    """The parts that all situations share."""
    return tomllib.loads((WORDS / "common.toml").read_text("utf-8"))


@cache
def situations() -> tuple[Situation, ...]:
    """All situations, in the order of the files."""
    rows = [
        row for name in ("streets", "lives") for row in tomllib.loads((WORDS / f"{name}.toml").read_text("utf-8"))["situation"]
    ]
    return tuple(_situation(row) for row in rows)


@cache
def foreign() -> tuple[Situation, ...]:
    """What people say in English."""
    rows = common()["english"]
    return tuple(
        Situation(code, 1, "1" * 12, (said,), (), (), (done,), language="en", kind="inquiry" if code == "exit_entry" else "")
        for code, said, done in rows
    )


def say(situation: Situation, *, place: str, town: str, luck: Random) -> Said:
    """One voice about a situation in a place."""
    slots = _slots(place, town, luck)
    text = _fill(luck.choice(situation.open), slots)
    if situation.language == "en":
        return Said(situation, text, slots)
    parts = [text, *_some(situation.effect, luck, 2), luck.choice(situation.ask)]
    joint, stop = luck.choice(_MARKS)
    text = luck.choice(common()["greetings"]) + _joined(parts, joint, stop) + _aside(situation, place, luck)
    text = _fill(_slipped(text, luck), slots)
    return Said(situation, _lengthened(text, luck), slots)


def fits(place: str, where: str) -> bool:
    """Whether a situation that happens in town, in villages or anywhere can happen in the place of this name."""
    return where == "any" or place.endswith("社区") == (where == URBAN)


def about(said: Said, luck: Random) -> Said:
    """The same trouble in another person's words: for voices that join."""
    again = say(said.situation, place=said.slots["place"], town=said.slots["town"], luck=luck)
    return replace(again, slots={**again.slots, "spot": said.slots["spot"]})


def caller(number: int, luck: Random) -> tuple[str, str]:
    """(name, telephone) of an invented person."""
    name = luck.choice(common()["callers"]).format(s=luck.choice(common()["surnames"]))
    return name, f"{PHONES}{number:08d}"


def identity_number(luck: Random) -> str:
    """A number in the form of an identity card whose holder would have been born in the 1850s in a region that is none."""
    body = f"910101{luck.randint(1850, 1859)}{luck.randint(1, 12):02d}{luck.randint(1, 28):02d}{luck.randint(0, 999):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def _joined(parts: list[str], joint: str, stop: str) -> str:
    """Clauses put together; a question keeps its mark, and who leaves out all marks leaves a blank at the end."""
    text = joint.join(part.rstrip("？") if joint == " " else part for part in parts)
    return text if text[-1] in "？！。" else text + (stop or " ")


def _aside(situation: Situation, place: str, luck: Random) -> str:
    """Whom they asked before, and how they end; whoever only asks, praises or suggests is not cross."""
    shared = common()
    if situation.kind in MILD:
        return str(luck.choice(shared["closings"]))
    own = shared["earlier_urban"] if place.endswith("社区") else shared["earlier_rural"]
    return str(luck.choice(shared["earlier"] + own) + luck.choice(shared["closings"] + shared["closings_cross"]))


MILD: Final = ("inquiry", "praise", "suggestion")
_MARKS: Final = (("，", "。"), ("，", "。"), ("，", "！"), ("。", "。"), (" ", ""), (",", ","), ("，", "！！！"))


def _situation(row: dict[str, Any]) -> Situation:
    lists = {key: tuple(row[key]) for key in ("open", "effect", "ask", "done")}
    return Situation(**{**row, **lists})


def _slots(place: str, town: str, luck: Random) -> dict[str, str]:
    shared = common()
    picks = {key: luck.choice(shared[many]) for key, many in _PICKS.items()}
    numbers = {"n": str(luck.randint(2, 9)), "m": str(luck.randint(12, 240)), "temp": str(luck.randint(13, 16))}
    where = {"place": place, "town": town, "block": f"{luck.randint(1, 18)}号楼{luck.randint(1, 4)}单元"}
    where |= {"spot": picks["estate"] if place.endswith("社区") else place, "estate_en": luck.choice(shared["estates_en"])}
    return {**picks, **numbers, **where}


_PICKS: Final = {
    "road": "roads",
    "estate": "estates",
    "shop": "shops",
    "school": "schools",
    "works": "works",
    "river": "rivers",
    "crop": "crops",
    "tree": "trees",
    "kin": "kin",
    "since": "since",
    "night": "nights",
}


def _dated(day: date) -> dict[str, str]:
    return {"day": f"{day.month}月{day.day}日", "day_en": f"{day:%B} {day.day}"}


def _fill(text: str, slots: Mapping[str, str]) -> str:
    return text.format_map(slots) if "{" in text else text


def _some(parts: tuple[str, ...], luck: Random, most: int) -> list[str]:
    return luck.sample(parts, min(len(parts), luck.randint(0, most)))


def _slipped(text: str, luck: Random) -> str:
    """Now and then a word of the dialect, now and then a wrong character."""
    if luck.random() < 0.15:
        for plain, local in luck.sample(common()["dialect"], 3):
            text = text.replace(plain, local)
    if luck.random() < 0.1:
        right, wrong = luck.choice(common()["slips"])
        text = text.replace(right, wrong, 1)
    return text


def _lengthened(text: str, luck: Random) -> str:
    """A few go on and on, a few leave numbers that must not be read by everybody."""
    chance = luck.random()
    if chance < 0.02:
        ramble = common()["ramble"]
        return text + "\n" + "\n".join("".join(luck.sample(ramble, 5)) for _paragraph in range(luck.randint(2, 12)))
    if chance < 0.05:
        return f"{_ended(text)}我电话{PHONES}{luck.randint(0, 99_999_999):08d}，白天都在。"
    if chance < 0.06:
        return f"{_ended(text)}身份证号{identity_number(luck)}。"
    return text


def _ended(text: str) -> str:
    return text if text[-1] in "。！？ " else text + "。"
