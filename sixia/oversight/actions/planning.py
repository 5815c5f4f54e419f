"""The work of the leader in charge: the plan under the four duties, and the meetings with the person face to face."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.oversight.actions.charging import next_meeting
from sixia.oversight.events import PersonMet, StepDone, StepDropped, StepPlanned
from sixia.oversight.models import DUTIES, Charge, Meeting, Step
from sixia.people.actors import Actor
from sixia.people.models import Account, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStep:
    """One step: under which duty, what, which unit (and who there), by when."""

    duty: str
    text: str
    unit: Unit
    due_on: date
    account: Account | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeeting:
    """One meeting: the day, the place, who was there, what was said, what was reached, and whether it was agreed."""

    day: date
    place: str
    present: str
    said: str
    reached: str
    agreed: bool = False


@alone
def plan(charge: Charge, *, step: NewStep, by: Actor, now: datetime) -> Step:
    """Put a step into the plan."""
    return _put(charge, "plan", step, None, by=by, now=now)


@alone
def change(charge: Charge, *, old: Step, step: NewStep, by: Actor, now: datetime) -> Step:
    """Another wording, owner or day for a step: the old one stays to be read under the new."""
    _current(charge, old)
    made = _put(charge, "change", step, old, by=by, now=now)
    Step.objects.filter(pk=old.pk).update(dropped_at=now)
    return made


@alone
def done(charge: Charge, *, old: Step, done_on: date, note: str, by: Actor, now: datetime) -> None:
    """A step is done: on which day, and what came of it."""
    _current(charge, old)
    if done_on > timezone.localdate(now):
        raise Refused("guard", _("Name the day on which it was done, not one ahead."), move="done", fields=["done_on"])
    event = StepDone(case=charge.case_id, charge=charge.pk, step=old.pk, done=done_on.isoformat(), note=Words(note.strip()))
    advance(charge, "done", by=by, now=now, given={"step": old, "done_on": done_on, "note": note}, event=event)
    Step.objects.filter(pk=old.pk).update(done_on=done_on, note=note.strip())


@alone
def drop(charge: Charge, *, old: Step, reason: str, by: Actor, now: datetime) -> None:
    """Take a step out of the plan; it stays to be read with the reason."""
    _current(charge, old)
    event = StepDropped(case=charge.case_id, charge=charge.pk, step=old.pk, reason=Words(reason.strip()))
    advance(charge, "drop", by=by, now=now, given={"step": old, "reason": reason}, event=event)
    Step.objects.filter(pk=old.pk).update(dropped_at=now, reason=reason.strip())


@alone
def meet(charge: Charge, *, meeting: NewMeeting, by: Actor, now: datetime) -> Meeting:
    """Write down a meeting with the person; the next one is due as the rules say."""
    given = {
        "day": meeting.day,
        "place": meeting.place,
        "present": meeting.present,
        "said": meeting.said,
        "reached": meeting.reached,
        "today": timezone.localdate(now),
    }
    row = Meeting(
        charge=charge,
        leader_id=by.official_id,
        day=meeting.day,
        place=meeting.place.strip(),
        present=meeting.present.strip(),
        said=meeting.said.strip(),
        reached=meeting.reached.strip(),
        agreed=meeting.agreed,
        written_at=now,
    )
    row.save(force_insert=True)
    event = PersonMet(
        case=charge.case_id,
        charge=charge.pk,
        meeting=row.pk,
        day=row.day.isoformat(),
        agreed=row.agreed,
        said=Words(row.said),
        reached=Words(row.reached),
    )
    last = max(meeting.day, charge.met_on or meeting.day)
    advance(charge, "meet", by=by, now=now, given=given, changes={"met_on": last}, event=event)
    charge.meet_by = next_meeting(charge, last, now)
    charge.save(update_fields=["meet_by"])
    return row


def _put(charge: Charge, move: str, step: NewStep, old: Step | None, *, by: Actor, now: datetime) -> Step:
    if step.duty not in dict(DUTIES):
        raise Refused("guard", _("Choose from the list."), move=move, fields=["duty"])
    given = {"duty": step.duty, "text": step.text, "unit": step.unit, "due_on": step.due_on, "step": old}
    row = Step(
        charge=charge,
        duty=step.duty,
        text=step.text.strip(),
        unit=step.unit,
        account=step.account,
        due_on=step.due_on,
        replaces=old,
        made_at=now,
        made_by_id=by.official_id,
    )
    row.save(force_insert=True)
    event = StepPlanned(
        case=charge.case_id,
        charge=charge.pk,
        step=row.pk,
        duty=row.duty,
        due=row.due_on.isoformat(),
        unit=row.unit_id,
        replaces=old.pk if old else None,
        text=Words(row.text),
    )
    advance(charge, move, by=by, now=now, given=given, event=event)
    return row


def _current(charge: Charge, step: Step) -> None:
    row = Step.objects.filter(pk=step.pk, charge=charge, dropped_at=None, done_on=None).exists()
    if not row:
        raise Refused("stale", _("This step is done already or has left the plan. Reload the page."))
