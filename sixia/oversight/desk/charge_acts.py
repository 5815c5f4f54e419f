"""What the pages of the moves on a charge do."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.kit.flow import Refused
from sixia.oversight import actions
from sixia.oversight.actions import NewMeeting, NewPromise, NewStep
from sixia.oversight.desk.moving import Act
from sixia.oversight.forms.charges import (
    ChangeForm,
    DoneForm,
    DropForm,
    EndForm,
    ExtendForm,
    HandOverForm,
    MeetingForm,
    NameForm,
    StepForm,
)
from sixia.oversight.forms.promises import ReasonForm
from sixia.oversight.models import Charge, Step
from sixia.oversight.queries.charges import step_of

Given = dict[str, Any]


def _plain(action: Any) -> Any:
    def call(charge: Charge, given: Given, *, by: Any, now: datetime) -> None:
        action(charge, **given, by=by, now=now)

    return call


def _plan(charge: Charge, given: Given, *, by: Any, now: datetime) -> None:
    actions.plan(charge, step=NewStep(**given), by=by, now=now)


def _change(charge: Charge, given: Given, *, by: Any, now: datetime) -> None:
    old = _old(charge, given.pop("step"))
    actions.change(charge, old=old, step=NewStep(duty=old.duty, **given), by=by, now=now)


def _on_step(action: Any) -> Any:
    def call(charge: Charge, given: Given, *, by: Any, now: datetime) -> None:
        action(charge, old=_old(charge, given.pop("step")), **given, by=by, now=now)

    return call


def _old(charge: Charge, pk: int) -> Step:
    try:
        return step_of(charge, pk)
    except LookupError as error:
        raise Refused("stale", _("This step is done already or has left the plan. Reload the page.")) from error


@transaction.atomic
def _meet(charge: Charge, given: Given, *, by: Any, now: datetime) -> None:
    words, due_on = given.pop("words"), given.pop("due_on")
    meeting = actions.meet(charge, meeting=NewMeeting(**given), by=by, now=now)
    if words and charge.leader_unit is not None:
        new = NewPromise(
            words=words,
            due_on=due_on,
            unit=charge.leader_unit,
            where="meeting",
            case=charge.case,
            link=("meeting", meeting.pk),
        )
        actions.promise(new, by=by, now=now)


def _today(charge: Charge, now: datetime) -> Given:
    today = timezone.localdate(now)
    return {"day": today, "done_on": today}


def _term(charge: Charge, now: datetime) -> Given:
    days = timedelta(days=current_book(now).rule("charge.days"))
    return {"until": max(timezone.localdate(now), charge.due_on or timezone.localdate(now)) + days}


ACTS: Final[dict[str, Act]] = {
    "name": Act(NameForm, _plain(actions.name), _("Named. Leader, unit and residents read it in the case."), _term),
    "decline": Act(ReasonForm, _plain(actions.decline), _("Declined. It can be proposed again.")),
    "plan": Act(StepForm, _plan, _("The step is in the plan.")),
    "change": Act(ChangeForm, _change, _("Changed. The old step stays to be read.")),
    "done": Act(DoneForm, _on_step(actions.done), _("Done."), _today),
    "drop": Act(DropForm, _on_step(actions.drop), _("Taken out. The step stays to be read.")),
    "meet": Act(MeetingForm, _meet, _("Written down. The next meeting is due as the rules say."), _today),
    "extend": Act(ExtendForm, _plain(actions.extend), _("More time was given."), _term),
    "hand_over": Act(HandOverForm, _plain(actions.hand_over), _("Handed over. Plan, meetings and promises stay.")),
    "end": Act(EndForm, _plain(actions.end), _("Ended. The file stays to be read.")),
}
