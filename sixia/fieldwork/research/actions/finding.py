"""Writing down findings with what they rest on, raising them to problems, and saying what each has become."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case
from sixia.cases.rules import clean
from sixia.fieldwork.research.actions.planning import may
from sixia.fieldwork.research.events import FindingConverted, FindingRaised, FindingWritten
from sixia.fieldwork.research.flow import ANALYSING, CONCLUDED, FIELD
from sixia.fieldwork.research.models import Evidence, Finding, Interview, Outing, Topic
from sixia.fieldwork.visits.flow import HELD
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor
from sixia.places.models import Place
from sixia.problems import actions as problems
from sixia.problems.models import Problem
from sixia.problems.rules import FINDING, NewSource

LONGEST: Final = 4000
SHOWN: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFinding:
    """What was found, where, and what it rests on: interviews, outings, cases; at least one of them."""

    words: str
    places: Sequence[Place] = ()
    category: str = ""
    interviews: Sequence[Interview] = field(default=())
    outings: Sequence[Outing] = field(default=())
    cases: Sequence[Case] = field(default=())
    client: UUID | None = None


@alone
def find(topic: Topic, *, new: NewFinding, by: Actor, now: datetime) -> Finding:
    """Write a finding down. Sent twice under the same `client` it is kept once. Refused: role, state, missing, guard."""
    said = clean(new.words)
    known = Finding.objects.filter(client=new.client).first() if new.client else None
    if known is not None:
        if known.topic_id != topic.pk or known.words != said:
            raise Refused(
                "guard", _("Something else was sent with this form before. Open the page again and write it down anew.")
            )
        return known
    may(topic, by, FIELD, ANALYSING)
    _check(topic, new, said, by)
    made = Finding(topic=topic, words=said, category=new.category, client=new.client, by_id=by.official_id, at=now)
    made.save(force_insert=True)
    _rest(made, new)
    tell(FindingWritten(topic=topic.pk, finding=made.pk, words=Words(said)), by=by, about=topic.stream, now=now)
    return made


@alone
def reword(finding: Finding, *, new: NewFinding, by: Actor, now: datetime) -> None:
    """Other words, places or evidence, as long as it has become nothing yet. Refused: role, state, missing, guard."""
    may(finding.topic, by, FIELD, ANALYSING)
    said = clean(new.words)
    _check(finding.topic, new, said, by)
    if finding.problem_id or finding.into:
        raise Refused("state", _("It has become something already: its words stay as they are."), move="reword")
    Finding.objects.filter(pk=finding.pk).update(words=said, category=new.category)
    finding.words, finding.category = said, new.category
    finding.evidence.all().delete()
    _rest(finding, new)
    tell(FindingWritten(topic=finding.topic_id, finding=finding.pk, words=Words(said)), by=by, about=finding.stream, now=now)


def _check(topic: Topic, new: NewFinding, said: str, by: Actor) -> None:
    if not said:
        raise Refused("missing", _("Write down what was found."), move="find", fields=["words"])
    if len(said) > LONGEST:
        raise Refused("guard", _("Keep it shorter: one finding at a time."), move="find", fields=["words"])
    if not (new.interviews or new.outings or new.cases):
        sentence = _("Say what it rests on: an interview, a visit or a case. A finding without a ground is an opinion.")
        raise Refused("missing", sentence, move="find", fields=["interviews"])
    if any(row.topic_id != topic.pk for row in (*new.interviews, *new.outings)):
        raise Refused("guard", _("Choose from the list."), move="find", fields=["interviews"])
    if any(row.visit.state != HELD for row in new.outings):
        raise Refused("guard", _("A visit that was not held yet shows nothing."), move="find", fields=["outings"])
    asked = [case.pk for case in new.cases]
    open_to = Case.objects.visible_to(by).filter(pk__in=asked, restricted=False, secret=False)
    if len(set(asked)) != open_to.count():
        sentence = _("A case among them is confidential, or not yours to see: leave it out.")
        raise Refused("guard", sentence, move="find", fields=["cases"])
    if any(not place.path.startswith(topic.place_path) for place in new.places):
        raise Refused("guard", _("It lies outside the territory that is asked about."), move="find", fields=["places"])


def _rest(finding: Finding, new: NewFinding) -> None:
    finding.places.set(new.places)
    rows = [Evidence(finding=finding, interview=row) for row in new.interviews]
    rows += [Evidence(finding=finding, outing=row) for row in new.outings]
    rows += [Evidence(finding=finding, case=row) for row in new.cases]
    Evidence.objects.bulk_create(rows)


@alone
def raise_problem(
    finding: Finding, *, title: str, by: Actor, now: datetime, place: Place | None = None, scale: str = "", cause: str = ""
) -> Problem:
    """Make it a problem that somebody answers for. It is raised once; its cases go along as sources. Refused as there."""
    may(finding.topic, by, FIELD, ANALYSING, CONCLUDED)
    finding.refresh_from_db(fields=["problem"])
    if finding.problem is not None:
        return finding.problem
    first = place or finding.places.order_by("path").first() or finding.topic.place
    rows = Case.objects.visible_to(by).filter(restricted=False, secret=False)
    cases = rows.filter(pk__in=finding.evidence.exclude(case=None).values("case"))
    sources = [NewSource(FINDING, ref=f"finding:{finding.pk}", label=finding.topic.title[:SHOWN])]
    sources += [NewSource("case", case=case) for case in cases.order_by("pk")]
    made = problems.raise_problem(
        by=by,
        now=now,
        title=title,
        words=finding.words,
        place=first,
        category=finding.category or None,
        scale=scale,
        cause=cause,
        sources=tuple(sources),
    )
    Finding.objects.filter(pk=finding.pk).update(problem=made)
    finding.problem = made
    tell(FindingRaised(topic=finding.topic_id, finding=finding.pk, problem=made.pk), by=by, about=finding.stream, now=now)
    return made


@alone
def convert(finding: Finding, *, into: str, words: str, by: Actor, now: datetime) -> None:
    """Say what it has become, or that it becomes nothing and why. It may be said anew until the topic is followed up.

    Source: domain 4.1 (成果转化): the value of research is whether the problem is solved, not the report.
    """
    may(finding.topic, by, ANALYSING, CONCLUDED)
    said = clean(words)
    if into not in dict(Finding.INTO):
        raise Refused("missing", _("Say what it has become."), move="convert", fields=["into"])
    if not said:
        sentence = _("Say in a sentence which one it is and since when; where it becomes nothing, why.")
        raise Refused("missing", sentence, move="convert", fields=["words"])
    Finding.objects.filter(pk=finding.pk).update(into=into, became=said, converted_at=now)
    finding.into, finding.became, finding.converted_at = into, said, now
    event = FindingConverted(topic=finding.topic_id, finding=finding.pk, into=into, words=Words(said))
    tell(event, by=by, about=finding.stream, now=now)
