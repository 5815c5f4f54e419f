"""Taking down what people say, with their consent; taking it out again when they wish; looking who it was."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from sixia.cases.rules import clean
from sixia.fieldwork.research.actions.planning import may
from sixia.fieldwork.research.events import IntervieweeRead, InterviewTaken, InterviewWithdrawn
from sixia.fieldwork.research.flow import ANALYSING, CONCLUDED, FIELD, FOLLOWED, RESEARCHER
from sixia.fieldwork.research.models import Interview, Line, Outing, Topic
from sixia.kit.alone import alone
from sixia.kit.events import Witness, Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor
from sixia.places.models import Place

MOST_LINES: Final = 60
LONGEST: Final = 8000
MOST_PEOPLE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInterview:
    """What somebody answered: of which group they are, how they agreed, question and answer by turns. `name` only where they
    want it kept."""

    group: str
    consent: str
    lines: Sequence[tuple[str, str]]
    people: int = 1
    outing: Outing | None = None
    place: Place | None = None
    name: str = ""
    client: UUID | None = None


@alone
def interview(topic: Topic, *, new: NewInterview, by: Actor, now: datetime) -> Interview:
    """Take it down. Sent twice under the same `client` it is kept once. Refused: role, state, missing, guard.

    Source: PIPL arts. 13 and 14: personal data only with consent, freely given by somebody who was told what for.
    """
    said = [(clean(question), clean(answer)) for question, answer in new.lines]
    said = [(question, answer) for question, answer in said if answer]
    known = Interview.objects.filter(client=new.client).first() if new.client else None
    if known is not None:
        return _same(known, topic, said)
    may(topic, by, FIELD, ANALYSING)
    _check(topic, new, said)
    last = topic.interviews.aggregate(last=Max("number"))["last"] or 0
    place = new.place or (new.outing.visit.place if new.outing else None)
    made = Interview(
        topic=topic,
        outing=new.outing,
        place=place,
        number=last + 1,
        group=new.group,
        people=new.people,
        consent=new.consent,
        name=clean(new.name)[:80],
        salt=secrets.token_hex(16),
        client=new.client,
        by_id=by.official_id,
        at=now,
    )
    made.save(force_insert=True)
    rows = [Line(interview=made, seq=seq, question=q, answer=a) for seq, (q, a) in enumerate(said, start=1)]
    Line.objects.bulk_create(rows)
    event = InterviewTaken(
        topic=topic.pk,
        interview=made.pk,
        group=made.group,
        consent=made.consent,
        lines=len(rows),
        said=Witness(made.salt, "\n".join(f"{row.question}\t{row.answer}" for row in rows)),
    )
    tell(event, by=by, about=topic.stream, now=now)
    return made


def _same(known: Interview, topic: Topic, said: list[tuple[str, str]]) -> Interview:
    kept = list(known.lines.order_by("seq").values_list("question", "answer"))
    if known.topic_id != topic.pk or (known.withdrawn_at is None and kept != said):
        raise Refused("guard", _("Something else was sent with this form before. Open the page again and write it down anew."))
    return known


def _check(topic: Topic, new: NewInterview, said: list[tuple[str, str]]) -> None:
    if new.consent not in dict(Interview.CONSENTS):
        sentence = _("Without their consent nothing is written down. Tell them what it is for, and ask.")
        raise Refused("missing", sentence, move="interview", fields=["consent"])
    if new.group not in dict(Interview.GROUPS):
        raise Refused("guard", _("Choose from the list."), move="interview", fields=["group"])
    if not said:
        raise Refused("missing", _("Write down at least one answer."), move="interview", fields=["answers"])
    if len(said) > MOST_LINES or any(len(text) > LONGEST for pair in said for text in pair):
        raise Refused("guard", _("That is too long for one interview. Divide it in two."), move="interview", fields=["answers"])
    if not 1 <= new.people <= MOST_PEOPLE:
        raise Refused("guard", _("Say how many people answered, from 1 to 200."), move="interview", fields=["people"])
    if new.outing is not None and new.outing.topic_id != topic.pk:
        raise Refused("guard", _("Choose a visit of this topic."), move="interview", fields=["outing"])


@alone
def withdraw(interview: Interview, *, by: Actor, now: datetime) -> None:
    """They took their consent back: name and answers go, with the codes of these answers. Source: PIPL art. 15."""
    may(interview.topic, by, FIELD, ANALYSING, CONCLUDED, FOLLOWED)
    if interview.withdrawn_at is not None:
        return
    for line in interview.lines.all():
        line.codings.all().delete()
    interview.lines.update(question="", answer="")
    Interview.objects.filter(pk=interview.pk).update(name="", salt="", withdrawn_at=now)
    interview.name, interview.salt, interview.withdrawn_at = "", "", now
    tell(InterviewWithdrawn(topic=interview.topic_id, interview=interview.pk), by=by, about=interview.stream, now=now)


@alone
def look(interview: Interview, *, reason: str, by: Actor, now: datetime) -> str:
    """Who it was, for the team alone, and written down with the reason."""
    if RESEARCHER not in interview.topic.roles_of(by):
        raise Refused("role", _("You may not do this here."), move="look")
    said = clean(reason)
    if not said:
        raise Refused("missing", _("Say what for: it is written down."), move="look", fields=["reason"])
    event = IntervieweeRead(topic=interview.topic_id, interview=interview.pk, reason=Words(said))
    tell(event, by=by, about=interview.stream, now=now)
    name: str = interview.name
    return name
