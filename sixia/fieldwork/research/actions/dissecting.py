"""Taking a case apart: why it came to this, who could have stopped it, and what it teaches elsewhere."""

from datetime import datetime
from typing import Any, Final

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case
from sixia.cases.rules import clean
from sixia.fieldwork.research.actions.planning import may
from sixia.fieldwork.research.events import CaseDissected
from sixia.fieldwork.research.flow import ANALYSING, FIELD, PLANNED
from sixia.fieldwork.research.models import Dissection, Stop, Topic, Why
from sixia.kit.alone import alone
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor

MOST_ROWS: Final = 80
DEEPEST: Final = 8
LONGEST: Final = 600


@alone
def dissect(topic: Topic, *, case: Case, by: Actor, now: datetime) -> Dissection:
    """Begin to take a case apart, one that whoever does it may see. Confidential and secret cases stay closed."""
    may(topic, by, PLANNED, FIELD, ANALYSING)
    if case.restricted or case.secret or not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise Refused("guard", _("This case cannot be taken apart: it is confidential, or not yours to see."), fields=["case"])
    known = topic.dissections.filter(case=case).first()
    if known is not None:
        return known
    made = Dissection(topic=topic, case=case, by_id=by.official_id, at=now)
    made.save(force_insert=True)
    _tell(made, by, now)
    return made


@alone
def add_why(dissection: Dissection, *, text: str, by: Actor, now: datetime, parent: Why | None = None) -> Why:
    """One reason more: for the case itself, or for another reason. Refused: role, state, missing, guard."""
    said = _said(dissection, text, by)
    rows = {row.pk: row for row in dissection.whys.all()}
    if len(rows) >= MOST_ROWS or _depth(rows, parent) >= DEEPEST:
        raise Refused("guard", _("The tree is large enough. Cut something before you go on."), fields=["text"])
    if parent is not None and parent.pk not in rows:
        raise Refused("guard", _("The reason above is not there any more. Reload the page."), fields=["parent"])
    made = Why(dissection=dissection, parent=parent, seq=_next(dissection.whys), text=said)
    made.save(force_insert=True)
    _tell(dissection, by, now)
    return made


@alone
def cut_why(dissection: Dissection, *, why: Why, by: Actor, now: datetime) -> None:
    """Take a reason out, with all that hangs on it."""
    may(dissection.topic, by, PLANNED, FIELD, ANALYSING)
    dissection.whys.filter(pk=why.pk).delete()
    _tell(dissection, by, now)


@alone
def add_stop(dissection: Dissection, *, who: str, where: str, how: str, by: Actor, now: datetime) -> Stop:
    """Who could have stopped it, at which point, and how: a unit or a post, no person."""
    said = _said(dissection, where, by)
    name = " ".join(clean(who).split())[:120]
    if not name:
        raise Refused("missing", _("Say which unit or post it was."), fields=["who"])
    if dissection.stops.count() >= MOST_ROWS:
        raise Refused("guard", _("The tree is large enough. Cut something before you go on."), fields=["who"])
    made = Stop(dissection=dissection, seq=_next(dissection.stops), who=name, where=said, how=clean(how)[:LONGEST])
    made.save(force_insert=True)
    _tell(dissection, by, now)
    return made


@alone
def cut_stop(dissection: Dissection, *, stop: Stop, by: Actor, now: datetime) -> None:
    """Take such a line out."""
    may(dissection.topic, by, PLANNED, FIELD, ANALYSING)
    dissection.stops.filter(pk=stop.pk).delete()
    _tell(dissection, by, now)


@alone
def learn(dissection: Dissection, *, lesson: str, by: Actor, now: datetime) -> None:
    """What of it holds elsewhere."""
    said = _said(dissection, lesson, by, most=4000)
    Dissection.objects.filter(pk=dissection.pk).update(lesson=said)
    dissection.lesson = said
    _tell(dissection, by, now)


def _said(dissection: Dissection, text: str, by: Actor, most: int = LONGEST) -> str:
    may(dissection.topic, by, PLANNED, FIELD, ANALYSING)
    said = clean(text)
    if not said:
        raise Refused("missing", _("Write it down in a few words."), fields=["text"])
    if len(said) > most:
        raise Refused("guard", _("Keep it shorter: one reason per line."), fields=["text"])
    return said


def _depth(rows: dict[int, Why], above: Why | None) -> int:
    depth = 0
    while above is not None:
        depth, above = depth + 1, rows.get(above.parent_id or 0)
    return depth


def _next(rows: Any) -> int:
    return (rows.aggregate(last=Max("seq"))["last"] or 0) + 1


def _tell(dissection: Dissection, by: Actor, now: datetime) -> None:
    reasons = dissection.whys.count()
    event = CaseDissected(topic=dissection.topic_id, dissection=dissection.pk, case=dissection.case_id, reasons=reasons)
    tell(event, by=by, about=dissection.stream, now=now)
