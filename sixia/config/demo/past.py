"""The hand for what is long over: whole lives of cases composed in memory by the lifecycles' own tables, written at once.

It makes the same rows and journal entries as the rooms' actions do (a test compares the two), a hundred times faster.
Notifies nobody.
"""

import secrets
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sixia.cases import events as told
from sixia.cases import norms
from sixia.cases.actions.answer import sent
from sixia.cases.actions.dispatch import matter
from sixia.cases.actions.hear import drafted
from sixia.cases.actions.hear import told as heard
from sixia.cases.flow import HANDLE, REVIEW
from sixia.cases.models import Answer, Case, Contact, Verdict, Voice
from sixia.cases.rules import Judgement, ending_of
from sixia.config.demo.comings import Coming, new_voice
from sixia.config.demo.desks import Desks
from sixia.config.demo.founding import County
from sixia.config.demo.story import Story, write
from sixia.kit.events import Words
from sixia.orders import events as owed
from sixia.orders.flow import ACCEPT, CONTACT
from sixia.orders.models import Order
from sixia.people.actors import Actor
from sixia.people.models import Unit


class Past:
    """The hand. `keep` takes a finished story; `write` writes them all."""

    def __init__(self, county: County, desks: Desks) -> None:
        self.county, self.desks, self.book = county, desks, county.book
        self.stories: list[Story] = []

    def before(self, now: datetime) -> None:
        """Nothing happens by itself here: clocks are swept when they stop."""

    def hear(self, one: Coming, *, now: datetime) -> Story:
        story = Story(Case())
        draft = self._draft(one, now)
        story.case = draft.case
        story.voices.append(draft.voice)
        draft.voice.case = draft.case
        if draft.clock is not None:
            story.clocks.append((draft.clock, draft.case))
        story.tell(now, self.desks.taker(one, draft.voice), lambda: heard(draft))
        return story

    def hear_into(self, story: Story, one: Coming, *, now: datetime) -> None:
        draft = self._draft(one, now)
        draft.voice.case = story.case
        story.voices.append(draft.voice)
        story.case.voices_count = len(story.voices)
        story.tell(now, self.desks.taker(one, draft.voice), lambda: heard(draft, case=story.case, joins=True))

    def _draft(self, one: Coming, now: datetime) -> Any:
        new = new_voice(one, self.county, self.desks.helper(one))
        place = self.county.places.get(new.place or 0)
        return drafted(new, self.book, self.county.units["hotline"], place, now)

    def dispatch(self, story: Story, *, category: str, unit: Unit, now: datetime) -> None:
        case, by = story.case, self.desks.dispatcher(story.case)
        row = self.book.category(category)
        case.category, case.triage = category, row.triage
        limit = norms.limit(self.book, case, HANDLE)
        order = self._issue(story, unit, now, by=by, redo=False)
        public = row.public and not (case.secret or case.restricted) and not any(voice.minor for voice in story.voices)
        story.move(
            case,
            "dispatch",
            "dispatcher",
            now,
            by=by,
            make=lambda: told.CaseDispatched(case=case.pk, category=category, unit=unit.pk, order=order.pk),
            given={"category": category, "unit": unit},
            changes={"lead_unit": unit, "dispatched_at": now, "due_at": order.due_at, "public": public},
            limits={HANDLE: limit},
        )

    def _issue(self, story: Story, unit: Unit, now: datetime, *, by: Actor | str, redo: bool, level: int = 0) -> Order:
        about = matter(story.case)
        order = Order(
            matter_kind="case",
            unit=unit,
            brief=about.brief,
            basis="" if redo else "statutory",
            norms=norms.order_norms(self.book, story.case, redo=redo).stored(),
            place_path=about.place_path,
            restricted=about.restricted,
            barred=about.barred,
            appointed=redo,
            level=level,
            state=Order.FLOW.start,
            issued_at=now,
            due_at=now,
        )
        story.orders.append(order)
        for kind in (HANDLE, ACCEPT, CONTACT):
            if (limit := order.limit(kind)) is not None:
                story.start(order, kind, limit, now)
                if kind == HANDLE:
                    order.due_at = story.clocks[-1][0].due_at
        facts: dict[str, Any] = {"part": "lead", "hops": 0, "appointed": redo, "parent": None, "basis": order.basis}
        due = order.due_at.isoformat()
        story.tell(now, by, lambda: owed.OrderIssued(order=order.pk, unit=unit.pk, due=due, **facts))
        return order

    def accept(self, story: Story, *, luck: Random, now: datetime) -> None:
        order = story.orders[-1]
        by = self.county.handler(order.unit_id, luck)
        make = lambda: owed.OrderAccepted(order=order.pk, unit=order.unit_id)  # noqa: E731  # a fact told later
        story.move(order, "accept", "handler", now, by=by, make=make, changes={"accepted_at": now})

    def contact(self, story: Story, *, means: str, reached: bool, note: str, luck: Random, now: datetime) -> None:
        order = story.orders[-1]
        by = self.county.handler(order.unit_id, luck)
        self._try(story, 0, now, by=by, unit=order.unit, means=means, reached=reached, note=note, purpose="handling")
        if reached:
            story.case.contacted_at = story.case.contacted_at or now
            if order.contacted_at is None:
                order.contacted_at = now
                story.stop(order, [CONTACT], now)

    def _try(self, story: Story, voice: int, now: datetime, *, by: Actor, unit: Unit | None, note: str, **given: Any) -> None:
        row = Contact(case=story.case, voice=story.voices[voice], unit=unit, by_id=by.official_id, note=note, at=now, **given)
        story.contacts.append(row)
        story.tell(
            now,
            by,
            lambda: told.ResidentContacted(
                case=story.case.pk, voice=row.voice.pk, contact=row.pk, unit=row.unit_id, note=Words(note), **given
            ),
        )

    def answer(self, story: Story, *, text: str, luck: Random, now: datetime) -> bool:
        case, order = story.case, story.orders[-1]
        by = self.county.handler(order.unit_id, luck)
        given = {"text": text, "others_open": False, "same_as": None, "four_eyes": norms.four_eyes(self.book, case, case.level)}
        made = self._write(story, text, by, case.lead_unit_id or case.desk_id, now)
        if given["four_eyes"]:
            made.state, made.sent_at = Answer.PROPOSED, None
            limits = {REVIEW: norms.limit(self.book, case, REVIEW)}
            make = lambda: told.AnswerProposed(case=case.pk, answer=made.pk)  # noqa: E731  # a fact told later
            story.move(case, "propose", "lead", now, by=by, make=make, given=given, limits=limits)
            return False
        story.move(case, "answer", "lead", now, by=by, make=lambda: sent(made), given=given, changes=_answered(now))
        self._report(story, made.text, "handler", by, now)
        self._ask(story, now)
        return True

    def approve(self, story: Story, *, now: datetime) -> None:
        made, case = story.answers[-1], story.case
        head = self.county.head(story.orders[-1].unit_id) or self.county.who("zheng")
        made.state, made.sent_at, made.checked_by_id = Answer.SENT, now, head.account_id
        given = {"author": made.author_id, "reader": head.account_id, "others_open": False}
        story.move(case, "approve", "head", now, by=head, make=lambda: sent(made), given=given, changes=_answered(now))
        self._report(story, made.text, "system", "system", now)
        self._ask(story, now)

    def answer_now(self, story: Story, *, text: str, now: datetime) -> None:
        case, by = story.case, self.desks.answerer(story.case)
        made = self._write(story, text, by, min(by.unit_ids), now)
        changes = {**_answered(now), "contacted_at": case.contacted_at or now}
        story.move(case, "answer_now", "clerk", now, by=by, make=lambda: sent(made), given={"text": text}, changes=changes)
        self._ask(story, now)

    def _write(self, story: Story, text: str, by: Actor, unit: int, now: datetime) -> Answer:
        salt = secrets.token_hex(16)
        made = Answer(case=story.case, text=text, salt=salt, unit_id=unit, author_id=by.account_id, made_at=now, sent_at=now)
        story.answers.append(made)
        return made

    def _report(self, story: Story, text: str, role: str, by: Actor | str, now: datetime) -> None:
        order = story.orders[-1]
        make = lambda: owed.OrderReported(order=order.pk, unit=order.unit_id, report=Words(text))  # noqa: E731  # a fact told later
        changes = {"open": False, "ended_at": now, "extension_open": False}
        story.move(order, "report", role, now, by=by, make=make, given={"report": text}, changes=changes)

    def _ask(self, story: Story, now: datetime) -> None:
        days = timedelta(days=self.book.rule("verdict.days"))
        for voice in story.voices:
            if voice.state not in Voice.FLOW.ends:
                make = lambda voice=voice: told.VerdictAsked(case=story.case.pk, voice=voice.pk)  # noqa: E731  # a fact told later
                changes = {"asked_at": now, "callback_at": now + days, "ended_at": None}
                story.move(voice, "ask", "system", now, by="system", make=make, changes=changes)

    def judge(self, story: Story, voice: int, judgement: Judgement, *, called: bool, luck: Random, now: datetime) -> None:
        one, case = story.voices[voice], story.case
        by = self.desks.caller(luck) if called else None
        verdict = Verdict(
            voice=one,
            case=case,
            answer=story.answers[-1],
            unit_id=case.lead_unit_id,
            number=1 + sum(row.voice is one for row in story.verdicts),
            solved=judgement.solved,
            satisfied=judgement.satisfied,
            decent=judgement.decent,
            agree=judgement.agree,
            comment=judgement.comment,
            channel="phone" if called else "web",
            by_id=by.account_id if by else None,
            at=now,
        )
        story.verdicts.append(verdict)
        name = "agree" if judgement.agree else "dispute"
        changes = {"callback_at": None, "ended_at": now if judgement.agree else None}
        role = "callback" if by else "resident"
        story.move(one, name, role, now, by=by or one, make=lambda: _given(verdict), changes=changes)
        if judgement.agree:
            self._settle(story, now)
        else:
            self._reopen(story, now)

    def attempt(self, story: Story, voice: int, *, means: str, luck: Random, now: datetime) -> None:
        by = self.desks.caller(luck)
        self._try(story, voice, now, by=by, unit=None, means=means, reached=False, note="", purpose="callback")

    def give_up(self, story: Story, voice: int, *, luck: Random, now: datetime) -> None:
        one, by = story.voices[voice], self.desks.caller(luck)
        tried = sum(row.voice is one and row.purpose == "callback" and row.at >= (one.asked_at or now) for row in story.contacts)
        make = lambda: told.VoiceUnreachable(case=story.case.pk, voice=one.pk, attempts=tried)  # noqa: E731  # a fact told later
        changes = {"callback_at": None, "ended_at": now}
        story.move(one, "give_up", "callback", now, by=by, make=make, given={"attempts": tried}, changes=changes)
        self._settle(story, now)

    def due(self, story: Story) -> datetime:
        return story.orders[-1].due_at

    def _settle(self, story: Story, now: datetime) -> None:
        ending = ending_of(voice.state for voice in story.voices)
        if ending is None:
            return
        case = story.case
        make = lambda: told.CaseClosed(case=case.pk, ending=ending)  # noqa: E731  # a fact told later
        changes = {"ending": ending, "closed_at": now, "open": False}
        story.move(case, "settle", "system", now, by="system", make=make, given={"ending": ending}, changes=changes)

    def _reopen(self, story: Story, now: datetime) -> None:
        case = story.case
        order = self._issue(story, story.orders[-1].unit, now, by="system", redo=True, level=case.level + 1)
        changes: dict[str, Any] = {"negatives": case.negatives + 1, "open": True, "closed_at": None, "ending": ""}
        changes |= {"level": order.level, "due_at": order.due_at}
        make = lambda: told.CaseReopened(case=case.pk, level=order.level, order=order.pk)  # noqa: E731  # a fact told later
        story.move(case, "reopen", "system", now, by="system", make=make, changes=changes, limits={HANDLE: order.limit(HANDLE)})

    def keep(self, story: Story) -> None:
        """Take a story that has come to its end."""
        self.stories.append(story)

    def write(self) -> None:
        """Write every story that was kept."""
        write(self.stories)
        self.stories.clear()


def _answered(now: datetime) -> dict[str, Any]:
    return {"answered_at": now, "due_at": None}


def _given(verdict: Verdict) -> told.VerdictGiven:
    facts = ("number", "solved", "satisfied", "decent", "agree", "channel")
    given = {name: getattr(verdict, name) for name in facts}
    return told.VerdictGiven(case=verdict.case.pk, voice=verdict.voice.pk, unit=verdict.unit_id, **given)
