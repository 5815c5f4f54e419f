"""What people ask at a session: answered there in one line, or heard as a voice that gets its answer later."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sixia.cases import actions as cases
from sixia.cases.actions import Heard
from sixia.cases.queries.public import desk_for
from sixia.cases.rules import NewVoice, clean
from sixia.catalog.queries import current_book
from sixia.fieldwork.outreach.events import QuestionAsked, QuestionForgotten
from sixia.fieldwork.outreach.flow import SPEAKER
from sixia.fieldwork.outreach.models import Policy, Question, Session
from sixia.fieldwork.visits.flow import CANCELLED
from sixia.fieldwork.visits.models import Visit
from sixia.kit.alone import alone
from sixia.kit.events import Witness
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import SYSTEM, Actor

SOURCE: Final = "outreach"
MOST_TEXT: Final = 2000
MOST_ANSWER: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuestion:
    """What somebody asked. `client` names it. With an `answer` it was answered there and nobody is named; without one it becomes
    a voice, whose asker may leave `name` and `phone` to be told, or come back with the receipt."""

    client: UUID
    text: str
    policy: Policy | None = None
    answer: str = ""
    name: str = ""
    phone: str = ""
    language: str = "zh-hans"


@dataclass(frozen=True, slots=True)
class Asked:
    """The question, and what the asker takes away where it became a voice: the passcode is shown once. `again`: known already."""

    question: Question
    heard: Heard | None = None
    again: bool = False


@alone
def ask(session: Session, *, new: NewQuestion, by: Actor, now: datetime) -> Asked:
    """Write down a question; sent twice, it is asked once. Refused: role, state, missing, guard."""
    text, answer = clean(new.text), clean(new.answer)
    known = Question.objects.filter(client=new.client).first()
    if known is not None:
        if known.session_id != session.pk or known.text not in (text, "") or bool(known.answer) != bool(answer):
            sentence = _("Something else was sent with this form before. Open the page again and write it down anew.")
            raise Refused("guard", sentence, move="ask")
        return Asked(known, again=True)
    _check(session, new, text, answer, by)
    made = Question(
        session=session,
        policy=new.policy,
        client=new.client,
        text=text,
        salt=secrets.token_hex(16),
        answer=answer,
        by_id=by.official_id,
        at=now,
    )
    heard = None if answer else _hear(session, new, text, by=by, now=now)
    if heard is not None:
        made.case_id, made.voice_id = heard.case, heard.voice
    made.save(force_insert=True)
    event = QuestionAsked(
        session=session.pk,
        question=made.pk,
        policy=made.policy_id,
        voice=made.voice_id,
        case=made.case_id,
        text=Witness(made.salt, text),
    )
    tell(event, by=by, about=session.stream, now=now)
    return Asked(made, heard)


def _check(session: Session, new: NewQuestion, text: str, answer: str, by: Actor) -> None:
    if SPEAKER not in session.roles_of(by):
        raise Refused("role", _("You may not do this here."), move="ask")
    if Visit.objects.filter(pk=session.visit_id, state=CANCELLED).exists():
        raise Refused("state", _("This session does not take place: nothing can be asked there."), move="ask")
    if not text:
        raise Refused("missing", _("Write down what was asked."), move="ask", fields=["text"])
    if len(text) > MOST_TEXT or len(answer) > MOST_ANSWER:
        sentence = _("Keep it short: the question within 2000 characters, the answer within 1000.")
        raise Refused("guard", sentence, move="ask", fields=["text"])
    if new.policy is not None and not session.policies.filter(pk=new.policy.pk).exists():
        raise Refused("guard", _("Choose one of the policies of this session."), move="ask", fields=["policy"])


def _hear(session: Session, new: NewQuestion, text: str, *, by: Actor, now: datetime) -> Heard:
    """An inquiry at the desk of the place, answered and judged as any other."""
    visit = Visit.objects.select_related("place").get(pk=session.visit_id)
    desk = desk_for(visit.place, now)
    if desk is None:
        raise Refused("guard", _("No desk here takes questions. Answer on the spot, or tell the office."), move="ask")
    guess = current_book(now).classify(text, most=1)
    voice = NewVoice(
        text=text,
        channel="visit",
        desk=desk.pk,
        kind="inquiry",
        category=guess[0].category if guess else "",
        place=visit.place_id,
        name=new.name,
        phone=new.phone,
        wants="sms" if new.phone else "none",
        language=new.language,
        source=SOURCE,
        source_id=str(new.client),
    )
    return cases.hear(voice, by=by, now=now)


def forget(voice: int, *, now: datetime) -> int:
    """Empty the questions that became this voice; returns how many. That something was asked stays counted."""
    rows = list(Question.objects.filter(voice_id=voice).exclude(text=""))
    for row in rows:
        Question.objects.filter(pk=row.pk).update(text="", salt="")
        about = f"outreach:{row.session_id}"
        tell(QuestionForgotten(session=row.session_id, question=row.pk), by=SYSTEM, about=about, now=now)
    return len(rows)
