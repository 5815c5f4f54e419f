"""Planning a topic and carrying it on: into the field, analysing, concluding, following up, giving up."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.cases.rules import clean
from sixia.fieldwork.research.events import (
    ResearchAnalysed,
    ResearchBegun,
    ResearchChanged,
    ResearchConcluded,
    ResearchDropped,
    ResearchFollowedUp,
    ResearchPlanned,
)
from sixia.fieldwork.research.flow import RESEARCHER
from sixia.fieldwork.research.models import METHODS, Outing, Topic
from sixia.fieldwork.research.standing import PLANNERS
from sixia.fieldwork.surveys.models import Survey
from sixia.fieldwork.visits.flow import HELD
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor
from sixia.people.models import Account, Post, Unit
from sixia.people.rules import ADMIN_ROLES, PRINCIPAL, SUPERVISOR
from sixia.places.models import Place

LONGEST: Final = timedelta(days=731)
MOST_SITES: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTopic:
    """A topic to be: what is asked, of which kind, where, who leads it, from when until when, how, and at how many sites."""

    title: str
    question: str
    kind: str
    place: Place
    lead: Account
    since: date
    until: date
    members: tuple[Account, ...] = ()
    methods: tuple[str, ...] = ()
    plan: str = ""
    quota: int = 3
    category: str = ""
    surveys: tuple[Survey, ...] = ()


@transaction.atomic
def plan(new: NewTopic, *, unit: Unit, by: Actor, now: datetime) -> Topic:
    """Plan a topic of the unit. Refused: role, missing, guard."""
    over = any(unit.place.path.startswith(scope) for scope in by.scopes(SUPERVISOR, PRINCIPAL))
    if unit.pk not in by.units(*PLANNERS) and not over:
        raise Refused("role", _("You may not plan research of this unit."), move="plan")
    made = Topic(state=Topic.FLOW.start, unit=unit, unit_path=unit.place.path, made_at=now, **_columns(new, unit, now))
    made.save(force_insert=True)
    made.members.set(_team(new))
    _ask_with(made, new, by)
    event = ResearchPlanned(topic=made.pk, unit=unit.pk, lead=new.lead.pk, kind=new.kind)
    tell(event, by=by, about=made.stream, now=now, fresh=True)
    return made


@alone
def change(topic: Topic, *, new: NewTopic, by: Actor, now: datetime) -> None:
    """Other words, another period or team. The territory asked about stays once sites were chosen."""
    if new.place.pk != topic.place_id and topic.sites.exists():
        raise Refused("guard", _("Sites were chosen already: the territory stays as it is."), move="change", fields=["place"])
    changes = _columns(new, topic.unit, now)
    given = {"title": new.title, "question": new.question}
    advance(topic, "change", by=by, now=now, given=given, event=ResearchChanged(topic=topic.pk), changes=changes)
    topic.members.set(_team(new))
    _ask_with(topic, new, by)


@alone
def begin(topic: Topic, *, by: Actor, now: datetime) -> None:
    """Go into the field; refused before a site is chosen."""
    given = {"sites": topic.sites.filter(left_at=None).exists()}
    advance(topic, "begin", by=by, now=now, given=given, event=ResearchBegun(topic=topic.pk))


@alone
def analyse(topic: Topic, *, by: Actor, now: datetime) -> None:
    """Analyse; refused while nothing has come from the field."""
    given = {
        "interviews": topic.interviews.exists(),
        "held": Outing.objects.filter(topic=topic, visit__state=HELD).exists(),
        "dissected": topic.dissections.exists(),
    }
    advance(topic, "analyse", by=by, now=now, given=given, event=ResearchAnalysed(topic=topic.pk))


@alone
def go_back(topic: Topic, *, by: Actor, now: datetime) -> None:
    """Go into the field once more."""
    advance(topic, "go_back", by=by, now=now, event=ResearchBegun(topic=topic.pk, again=True))


@alone
def conclude(topic: Topic, *, conclusion: str, by: Actor, now: datetime) -> None:
    """Write the conclusion; refused without findings."""
    said = clean(conclusion)
    count = topic.findings.count()
    event = ResearchConcluded(topic=topic.pk, findings=count, words=Words(said))
    given = {"conclusion": said, "findings": count}
    changes = {"conclusion": said, "concluded_at": now}
    advance(topic, "conclude", by=by, now=now, given=given, event=event, changes=changes)


@alone
def follow_up(topic: Topic, *, by: Actor, now: datetime) -> None:
    """End the follow-up; refused while a finding has become nothing without a reason, or nobody went back to look."""
    given = {
        "pending": topic.findings.filter(into="").exists(),
        "returned": topic.outings.filter(back=True).exclude(result="").exists(),
    }
    event = ResearchFollowedUp(topic=topic.pk)
    advance(topic, "follow_up", by=by, now=now, given=given, event=event, changes={"ended_at": now})


@alone
def drop(topic: Topic, *, reason: str, by: Actor, now: datetime) -> None:
    """Give it up, with the reason."""
    said = clean(reason)
    event = ResearchDropped(topic=topic.pk, reason=Words(said))
    advance(topic, "drop", by=by, now=now, given={"reason": said}, event=event, changes={"reason": said, "ended_at": now})


def may(topic: Topic, by: Actor, *states: str) -> None:
    """Raise Refused unless `by` works on the topic and it stands in one of these states."""
    if RESEARCHER not in topic.roles_of(by) and not by.is_system:
        raise Refused("role", _("You may not do this here."))
    topic.refresh_from_db(fields=["state", "version"])
    if topic.state not in states:
        raise Refused("state", _("This cannot be done now: the topic is “%(state)s”.") % {"state": topic.state_label})


def _team(new: NewTopic) -> list[Account]:
    return [member for member in new.members if member.pk != new.lead.pk]


def _ask_with(topic: Topic, new: NewTopic, by: Actor) -> None:
    """The surveys that belong to it; those which whoever changes it may not see stay as they are."""
    seen = Survey.objects.visible_to(by)
    kept = topic.surveys.exclude(pk__in=seen.values("pk"))
    topic.surveys.set([*kept, *seen.filter(pk__in=[row.pk for row in new.surveys])])


def _columns(new: NewTopic, unit: Unit, now: datetime) -> dict[str, Any]:
    title, question = " ".join(clean(new.title).split())[:160], clean(new.question)
    if not title or not question:
        fields = [name for name, value in (("title", title), ("question", question)) if not value]
        raise Refused("missing", _("Say what the topic is called and which question it is to answer."), fields=fields)
    _check(new, unit, now)
    methods = "".join(f" {code} " for code, _label in METHODS if code in new.methods)
    return {
        "title": title,
        "question": question,
        "kind": new.kind,
        "category": new.category,
        "lead_id": new.lead.pk,
        "place_id": new.place.pk,
        "place_path": new.place.path,
        "since": new.since,
        "until": new.until,
        "methods": methods,
        "plan": clean(new.plan),
        "quota": new.quota,
    }


def _check(new: NewTopic, unit: Unit, now: datetime) -> None:
    if new.kind not in dict(Topic._meta.get_field("kind").flatchoices):
        raise Refused("guard", _("Choose from the list."), fields=["kind"])
    if not new.since <= new.until <= new.since + LONGEST:
        raise Refused("guard", _("It must end after it begins, within two years."), fields=["until"])
    if not 1 <= new.quota <= MOST_SITES:
        raise Refused("guard", _("Name between 1 and 100 sites."), fields=["quota"])
    if not new.place.path.startswith(unit.place.path):
        raise Refused("guard", _("Ask within the territory of the unit."), fields=["place"])
    if not Post.objects.held(now).filter(account=new.lead, unit=unit).exclude(role__in=ADMIN_ROLES).exists():
        raise Refused("guard", _("Whoever leads the topic must hold a post in the unit."), fields=["lead"])
