"""Reading charges: of a case, of a leader, and all that stands in the file of one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sixia.cases.models import Case
from sixia.oversight.flow import NAMED
from sixia.oversight.models import DUTIES, Charge, ChargeRows, Mark, Meeting, Step, Tenure
from sixia.people.models import Account


@dataclass(frozen=True, slots=True)
class Duty:
    """One of the four duties with its steps, and those that were changed or taken out."""

    word: str
    label: Any
    steps: list[Step]
    former: list[Step]


@dataclass(frozen=True, slots=True)
class File:
    """All that a leader needs on one page."""

    duties: list[Duty]
    meetings: list[Meeting]
    tenures: list[Tenure]

    @property
    def done(self) -> int:
        """How many steps of the plan are done."""
        return sum(1 for duty in self.duties for step in duty.steps if step.done_on)

    @property
    def planned(self) -> int:
        """How many steps the plan has."""
        return sum(len(duty.steps) for duty in self.duties)


def charge_of(case: Case, who: Any) -> Charge | None:
    """The charge of a case that is open, else its last one, as far as `who` sees it."""
    rows = Charge.objects.visible_to(who).filter(case=case).select_related("leader", "leader_unit", "named_by")
    return rows.order_by("-open", "-pk").first()


def charges_of(account: Account) -> ChargeRows:
    """What this account is in charge of now, the longest in hand first; for whoever may know who leads what."""
    rows = Charge.objects.filter(leader=account, state=NAMED).select_related("case__place", "case__lead_unit")
    return rows.order_by("case__first_at", "pk")


def mine(who: Any) -> ChargeRows:
    """What `who` is in charge of and may see, the longest in hand first."""
    rows = Charge.objects.visible_to(who).filter(leader_id=who.account_id, state=NAMED)
    return rows.select_related("case__place", "case__lead_unit").order_by("case__first_at", "pk")


def late_meetings(rows: QuerySet[Charge], today: date) -> QuerySet[Charge]:
    """Those whose leader should have met the person again."""
    return rows.filter(state=NAMED, meet_by__lt=today)


def file_of(charge: Charge) -> File:
    """Plan, meetings and leaders; three queries."""
    steps = list(Step.objects.filter(charge=charge).select_related("unit", "account").order_by("due_on", "pk"))
    duties = [
        Duty(
            word,
            label,
            [step for step in steps if step.duty == word and step.dropped_at is None],
            [step for step in steps if step.duty == word and step.dropped_at is not None],
        )
        for word, label in DUTIES
    ]
    meetings = Meeting.objects.filter(charge=charge).select_related("leader").order_by("-day", "-pk")
    tenures = Tenure.objects.filter(charge=charge).select_related("leader", "unit", "named_by").order_by("since", "pk")
    return File(duties, list(meetings), list(tenures))


def open_steps(charge: Charge) -> list[Step]:
    """Steps of the present plan that are still to be done, the nearest day first."""
    return list(Step.objects.filter(charge=charge, dropped_at=None, done_on=None).order_by("due_on", "pk"))


def step_of(charge: Charge, pk: int) -> Step:
    """One step of the charge; raises LookupError."""
    found = Step.objects.filter(charge=charge, pk=pk).first()
    if found is None:
        raise LookupError(pk)
    return found


def is_marked(case: Case) -> bool:
    """Whether somebody has marked the case important."""
    return Mark.objects.filter(case=case).exists()
