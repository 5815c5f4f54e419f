"""What petitions do when clocks, cases and voices tell something; idempotent."""

from datetime import datetime
from json import loads

from sixia.kit import clocks
from sixia.kit.models import Clock, Entry
from sixia.people.actors import SYSTEM
from sixia.petitions import flow
from sixia.petitions.actions import lapse, seal, withdraw
from sixia.petitions.actions.base import aim
from sixia.petitions.models import Petition

TERMS = {flow.REVIEW_ASK: flow.DECIDED, flow.REREVIEW_ASK: flow.REVIEWED}


def end_term(entry: Entry, now: datetime) -> None:
    """The petitioner's term for a review has passed: the opinion is final. A clock set anew meanwhile goes on."""
    facts = loads(entry.body)
    kind, _sep, pk = str(facts["owner"]).partition(":")
    if kind != "petition" or facts["clock"] not in TERMS:
        return
    petition = Petition.objects.select_related("case").filter(pk=pk, state=TERMS[facts["clock"]]).first()
    over = Clock.objects.filter(owner=facts["owner"], kind=facts["clock"], stopped_at=None, due_at__lte=now).exists()
    if petition is not None and over:
        lapse(petition, now=now)


def follow_case(entry: Entry, now: datetime) -> None:
    """A case that was made confidential, or whose last voice was taken back, ends its petition."""
    petition = Petition.objects.select_related("case").filter(case_id=loads(entry.body)["case"], open=True).first()
    if petition is None:
        return
    if petition.case.restricted:
        seal(petition, reason="confidential", by=SYSTEM, now=now)
    elif petition.case.ending == "withdrawn":
        withdraw(petition, now=now)


def aim_anew(entry: Entry, now: datetime) -> None:
    """A year's holidays are known now: petitions and their cases show the true end of what ran provisionally."""
    clocks.recompute_provisional(now)
    for petition in Petition.objects.filter(open=True, due_at__gt=now).select_related("case").iterator():
        aim(petition)
