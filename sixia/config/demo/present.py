"""The hand that writes by the rooms' own actions: for the last weeks, and for every journey out of the ordinary."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import Any

from sixia.cases import actions as cases
from sixia.cases.models import Case, Voice
from sixia.cases.rules import Judgement
from sixia.config.demo.comings import BY_THEMSELVES, Coming, new_voice
from sixia.config.demo.desks import Desks
from sixia.config.demo.founding import County
from sixia.kit import clocks
from sixia.kit.models import Clock
from sixia.orders import actions as orders
from sixia.orders.models import Order
from sixia.people.actors import Actor, resident
from sixia.people.models import Unit


@dataclass
class Thread:
    """One case by its keys; everything is read anew before each act, as any page does."""

    pk: int
    voices: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many voices it has."""
        return len(self.voices)

    @property
    def case(self) -> Case:
        """The case as it is now."""
        return Case.objects.get(pk=self.pk)

    def voice(self, number: int = 0) -> Voice:
        """One of its voices as it is now."""
        return Voice.objects.get(pk=self.voices[number])

    def lead(self) -> Order:
        """Its newest lead order."""
        return Order.objects.on("case", self.pk).filter(part=Order.LEAD).select_related("unit", "parent").order_by("-pk")[0]

    def ended(self, voice: int) -> bool:
        """Whether this voice has come to its end."""
        return self.voice(voice).state in Voice.FLOW.ends

    def anonymous(self, voice: int) -> bool:
        """Whether nobody can be called."""
        return self.voice(voice).anonymous


class Present:
    """The hand."""

    def __init__(self, county: County, desks: Desks) -> None:
        self.county, self.desks = county, desks

    def before(self, now: datetime) -> None:
        """Tell of every clock whose moment has come before `now`, each at its moment."""
        while (
            look := Clock.objects.filter(look_at__lte=now).order_by("look_at").values_list("look_at", flat=True).first()
        ) is not None:
            clocks.sweep_all(look)

    def hear(self, one: Coming, *, now: datetime) -> Thread:
        done = self._hear(one, now, None)
        return Thread(done.case, [done.voice])

    def hear_into(self, thread: Thread, one: Coming, *, now: datetime) -> None:
        thread.voices.append(self._hear(one, now, thread.pk).voice)

    def _hear(self, one: Coming, now: datetime, into: int | None) -> cases.Heard:
        new = replace(new_voice(one, self.county, self.desks.helper(one)), into=into)
        by = resident() if one.channel in BY_THEMSELVES else self.desks.official(one)
        return cases.hear(new, by=by, now=now)

    def dispatch(self, thread: Thread, *, category: str, unit: Unit, now: datetime) -> None:
        case = thread.case
        by = self.desks.dispatcher(case)
        cases.dispatch(case, category=category, unit=unit, by=by, now=now, basis="statutory")

    def accept(self, thread: Thread, *, luck: Random, now: datetime) -> None:
        order = thread.lead()
        orders.accept(order, by=self.county.handler(order.unit_id, luck), now=now)

    def contact(self, thread: Thread, *, means: str, reached: bool, note: str, luck: Random, now: datetime) -> None:
        by = self.county.handler(thread.lead().unit_id, luck)
        cases.contact(thread.voice(), means=means, reached=reached, note=note, by=by, now=now)

    def answer(self, thread: Thread, *, text: str, luck: Random, now: datetime) -> bool:
        by = self.county.handler(thread.lead().unit_id, luck)
        return cases.answer(thread.case, reply=cases.Reply(text=text), by=by, now=now).sent_at is not None

    def approve(self, thread: Thread, *, now: datetime) -> None:
        head = self.county.head(thread.lead().unit_id) or self.county.who("zheng")
        cases.approve(thread.case, by=head, now=now)

    def answer_now(self, thread: Thread, *, text: str, now: datetime) -> None:
        case = thread.case
        cases.answer_now(case, reply=cases.Reply(text=text), by=self.desks.answerer(case), now=now)

    def judge(self, thread: Thread, voice: int, judgement: Judgement, *, called: bool, luck: Random, now: datetime) -> None:
        by: Actor = self.desks.caller(luck) if called else resident([thread.voices[voice]])
        cases.judge(thread.voice(voice), judgement, by=by, now=now, channel="phone" if called else "web")

    def attempt(self, thread: Thread, voice: int, *, means: str, luck: Random, now: datetime) -> None:
        by = self.desks.caller(luck)
        cases.contact(thread.voice(voice), means=means, reached=False, note="", by=by, now=now, purpose="callback")

    def give_up(self, thread: Thread, voice: int, *, luck: Random, now: datetime) -> None:
        cases.give_up(thread.voice(voice), by=self.desks.caller(luck), now=now)

    def due(self, thread: Thread) -> datetime:
        return thread.lead().due_at

    def keep(self, thread: Any) -> None:
        """It is written already."""
