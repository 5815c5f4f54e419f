"""What this room shows on other rooms' pages: the surveys filled in on a visit, and somebody's telephones on their account."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.surveys.models import Device, Submission
from sixia.fieldwork.surveys.standing import FILLERS
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.sources import Came
from sixia.people.models import Account
from sixia.ui.slots import Filling


def came_of(visit: Visit, who: Any) -> Iterator[Came]:
    """One line per survey, with how many were filled in; one query."""
    rows = Submission.objects.visible_to(who).counting().filter(visit=visit).values("survey_id", "survey__title")
    for row in rows.annotate(n=Count("pk")).order_by("survey_id"):
        yield Came(_("Survey"), f"{row['survey__title']} × {row['n']}", reverse("desk_survey", args=[row["survey_id"]]))


def on_person(request: Any, account: Account) -> Filling:
    """Telephones with ODK Collect, for their own person and for the security administrator, who may shut out a lost one."""
    rows = list(Device.objects.visible_to(request.actor).filter(account=account, revoked_at=None).order_by("-pk")[:20])
    own = account.pk == request.actor.account_id and request.actor.has(*FILLERS)
    return ("surveys/slots/person.html", {"devices": rows, "own": own}) if rows or own else None
