"""The journal of one case of the throw-away county, chained and committed as the product does it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sixia.cases import events as cases
from sixia.config.bench.lives import Life
from sixia.kit.chain import GENESIS, canonical, entry_hash
from sixia.kit.events import Event, Witness
from sixia.orders import events as orders

Chapter = tuple[datetime | None, str, Event]


@dataclass(frozen=True, slots=True)
class Story:
    """What the journal says of a case: its course and the names of its rows."""

    life: Life
    receipt: str
    salt: str
    text: str
    category: str
    unit: int
    orders: list[int]


def chapters(story: Story, *, answer: int, words: tuple[str, str], people: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The entries of the case in order, as (stream, seq, at, by, event, body, prev, hash)."""
    about, prev = f"case:{story.life.number}", GENESIS
    told = [(at, by, event) for at, by, event in _told(story, answer, words, people) if at is not None]
    for seq, (at, by, event) in enumerate(told, 1):
        facts, _words = event.split()
        body, name = canonical(facts), type(event).__name__
        digest = entry_hash(stream=about, seq=seq, at=at, by=by, event=name, body=body, prev=prev)
        yield about, seq, at, by, name, body, prev, digest
        prev = digest


def _told(story: Story, answer: int, words: tuple[str, str], people: Mapping[str, Any]) -> Iterator[Chapter]:
    one = story.life
    case, voice, by = one.number, f"voice:{one.number}", {role: f"account:{account.pk}" for role, account in people.items()}
    heard: dict[str, Any] = {
        "receipt": story.receipt,
        "channel": one.channel,
        "kind": one.kind,
        "text": Witness(story.salt, story.text),
    }
    yield one.heard, voice if one.channel == "web" else by["clerk"], cases.VoiceHeard(case=case, voice=case, **heard)
    for number, pk in enumerate(story.orders):
        part = "assisting" if number else "lead"
        facts: dict[str, Any] = {
            "due": one.handle_due.isoformat(),
            "hops": 0,
            "appointed": False,
            "parent": None,
            "basis": "statutory",
        }
        yield one.dispatched, by["dispatcher"], orders.OrderIssued(order=pk, unit=story.unit, part=part, **facts)
    if story.orders:
        event = cases.CaseDispatched(case=case, category=story.category, unit=story.unit, order=story.orders[0])
        yield one.dispatched, by["dispatcher"], event
        if one.order != "issued":
            yield one.dispatched, by["handler"], orders.OrderAccepted(order=story.orders[0], unit=story.unit)
    if answer:
        sent = cases.AnswerSent(case=case, answer=answer, kind="final", unit=story.unit, text=Witness(*words))
        yield one.answered, by["handler"], sent
        yield one.answered, "system", cases.VerdictAsked(case=case, voice=case)
    if answer and one.ending == "verdict":
        given: dict[str, Any] = {"number": 1, "solved": "yes", "satisfied": 5 - case % 7 // 2, "decent": True, "agree": True}
        yield one.closed, voice, cases.VerdictGiven(case=case, voice=case, channel="web", unit=story.unit, **given)
    if one.ending:
        yield one.closed, "system", cases.CaseClosed(case=case, ending=one.ending)
