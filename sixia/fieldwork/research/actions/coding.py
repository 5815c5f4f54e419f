"""The code book of a topic, and coding answers: first by one person, then blind by a second one to compare."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.cases.rules import clean
from sixia.fieldwork.research.actions.planning import may
from sixia.fieldwork.research.events import AnswersCoded, CodeWritten, WrittenAnswersCoded
from sixia.fieldwork.research.flow import ANALYSING, CONCLUDED, FIELD, PLANNED
from sixia.fieldwork.research.models import AnswerCoding, Code, Coding, Interview, Topic
from sixia.fieldwork.research.queries import answers
from sixia.fieldwork.surveys.models import Survey
from sixia.kit.alone import alone
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor


@alone
def define(topic: Topic, *, word: str, meaning: str, by: Actor, now: datetime, code: Code | None = None) -> Code:
    """Write a code into the book, or change one. Refused: role, state, missing, guard."""
    may(topic, by, PLANNED, FIELD, ANALYSING)
    said = " ".join(clean(word).split())[:40]
    if not said:
        raise Refused("missing", _("Name the code in a word or two."), move="define", fields=["word"])
    same = topic.codes.filter(word=said).exclude(pk=code.pk if code else 0).exists()
    if same:
        raise Refused("guard", _("The code book has this word already."), move="define", fields=["word"])
    made = code or Code(topic=topic)
    made.word, made.meaning = said, clean(meaning)
    made.save()
    tell(CodeWritten(topic=topic.pk, code=made.pk), by=by, about=topic.stream, now=now)
    return made


@alone
def code(interview: Interview, *, given: Mapping[int, Collection[int]], by: Actor, now: datetime) -> bool:
    """Give the answers of an interview their codes: per line (id) the ids of codes, perhaps none. Returns whether this was the
    second coding. Whoever coded first codes again over their own; anybody else of the team is the second coder."""
    may(interview.topic, by, FIELD, ANALYSING, CONCLUDED)
    if interview.withdrawn_at is not None:
        raise Refused("state", _("They took their consent back: there is nothing to code."), move="code")
    known = set(interview.topic.codes.values_list("pk", flat=True))
    lines = {line.pk: line for line in interview.lines.all()}
    if set(given) - set(lines) or any(set(codes) - known for codes in given.values()):
        raise Refused("guard", _("Choose from the list."), move="code")
    first = Coding.objects.filter(line__interview=interview, second=False).first()
    second = first is not None and first.by_id != by.official_id
    taken = Coding.objects.filter(line__interview=interview, second=True).exclude(by_id=by.official_id)
    if second and taken.exists():
        raise Refused("guard", _("Two people have coded these answers already."), move="code")
    for pk, line in lines.items():
        made, _new = Coding.objects.update_or_create(line=line, second=second, defaults={"by_id": by.official_id, "at": now})
        made.codes.set(given.get(pk, ()))
    event = AnswersCoded(topic=interview.topic_id, interview=interview.pk, answers=len(lines), second=second)
    tell(event, by=by, about=interview.stream, now=now)
    return second


@alone
def code_written(
    topic: Topic, *, survey: Survey, given: Mapping[answers.Spot, Collection[int]], by: Actor, now: datetime
) -> tuple[int, int]:
    """Give written answers of a survey their codes, per answer the ids of codes, perhaps none. Returns how many were coded for
    the first time, or again by the same person, and how many by a second person.

    Refused: role (also for whoever may not read the results of the survey), state, guard (an answer that is personal, does not
    count or is none; a code of another book; two people have coded it already).
    """
    may(topic, by, FIELD, ANALYSING, CONCLUDED)
    if not answers.readable(topic, by).filter(pk=survey.pk).exists():
        raise Refused("role", _("You may not do this here."), move="code")
    known = set(topic.codes.values_list("pk", flat=True))
    wanted = {submission for submission, _name, _time in given}
    if set(given) - answers.spots(survey, wanted) or any(set(codes) - known for codes in given.values()):
        raise Refused("guard", _("Choose from the list."), move="code")
    coders: dict[tuple[answers.Spot, bool], int] = {
        (row.spot, row.second): row.by_id for row in AnswerCoding.objects.filter(topic=topic, submission__in=wanted)
    }
    counts = [0, 0]
    for spot, codes in given.items():
        second = coders.get((spot, False), by.official_id) != by.official_id
        if second and coders.get((spot, True), by.official_id) != by.official_id:
            raise Refused("guard", _("Two people have coded these answers already."), move="code")
        which: dict[str, Any] = {"topic": topic, "submission_id": spot[0], "name": spot[1], "time": spot[2], "second": second}
        made, _new = AnswerCoding.objects.update_or_create(**which, defaults={"by_id": by.official_id, "at": now})
        made.codes.set(codes)
        counts[second] += 1
    if given:
        event = WrittenAnswersCoded(topic=topic.pk, survey=survey.pk, first=counts[0], second=counts[1])
        tell(event, by=by, about=topic.stream, now=now)
    return counts[0], counts[1]
