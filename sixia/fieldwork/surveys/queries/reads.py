"""Surveys, their newest forms and what was filled in, as pages ask for them."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from sixia.fieldwork.surveys.flow import OPEN, RECEIVED, SENT_BACK, SET_ASIDE
from sixia.fieldwork.surveys.models import Attachment, Device, Form, Submission, Survey
from sixia.fieldwork.surveys.standing import RUNNERS
from sixia.people.models import Account, Unit


def newest(survey: Survey) -> Form:
    """The version that is filled in now."""
    return Form.objects.filter(survey=survey).select_related("survey").order_by("-pk")[0]


def version(survey: Survey, name: str) -> Form | None:
    """A version by its name."""
    return Form.objects.filter(survey=survey, version=name).select_related("survey").first()


def form_of(pk: int) -> Form | None:
    """A version by its key; whoever asks is looked at elsewhere."""
    return Form.objects.filter(pk=pk).select_related("survey").first()


def shared(link: str) -> Survey:
    """A survey that anybody may answer now; 404 otherwise."""
    found = Survey.objects.filter(link=link, shared=True, state=OPEN).select_related("unit").first()
    if found is None:
        raise Http404
    return found


def shared_now() -> QuerySet[Survey]:
    """Every such survey, newest first."""
    return Survey.objects.filter(shared=True, state=OPEN).select_related("unit").order_by("-opened_at", "-pk")


def versions(survey: Survey) -> list[Form]:
    """Its versions, newest first, without what is long."""
    return list(Form.objects.filter(survey=survey).defer("definition", "xform").order_by("-pk"))


def counts(survey: Survey) -> dict[str, int]:
    """How many counting ones there are, by state, and how many were replaced or set aside; one query."""
    rows = Submission.objects.filter(survey=survey)
    left = Q(replaced=False) & ~Q(state=SET_ASIDE)
    return rows.aggregate(
        counting=Count("pk", filter=left),
        received=Count("pk", filter=Q(replaced=False, state=RECEIVED)),
        faulty=Count("pk", filter=left & ~Q(faults={})),
        aside=Count("pk", filter=Q(state=SET_ASIDE)),
    )


def to_correct(actor: Any) -> QuerySet[Submission]:
    """What the reader filled in and should correct."""
    rows = Submission.objects.visible_to(actor).filter(by_id=actor.account_id, state=SENT_BACK, replaced=False)
    return rows.select_related("survey").order_by("-reviewed_at")


def to_check(actor: Any) -> QuerySet[Submission]:
    """What waits to be checked in the reader's units."""
    return Submission.objects.visible_to(actor).filter(survey__unit_id__in=actor.units(*RUNNERS), state=RECEIVED, replaced=False)


def own_units(actor: Any) -> list[tuple[str, str]]:
    """The units for which the reader may draw up a survey, as choices."""
    rows = Unit.objects.filter(pk__in=actor.units(*RUNNERS)).order_by("path")
    return [(str(pk), name) for pk, name in rows.said().items()]


def unit_of(pk: int) -> Unit:
    """A unit."""
    return Unit.objects.select_related("place").get(pk=pk)


def chain(row: Submission) -> tuple[Submission | None, Submission | None]:
    """The one it corrects and the one that corrects it, as far as they are here."""
    before = Submission.objects.filter(client=row.corrects).first() if row.corrects else None
    after = Submission.objects.filter(corrects=row.client).order_by("pk").first() if row.replaced else None
    return before, after


def pictures(row: Submission) -> dict[str, Attachment]:
    """Pictures by their name in the answers."""
    return {one.name: one for one in Attachment.objects.filter(submission=row).select_related("file")}


def picture(row: Submission, pk: int) -> Attachment:
    """One picture of a filled form; 404 otherwise."""
    found = Attachment.objects.filter(submission=row, pk=pk).select_related("file").first()
    if found is None:
        raise Http404
    return found


def device(digest: str) -> tuple[Device, Account] | None:
    """The telephone with this token, and whose it is; None when there is none or it was shut out."""
    found = Device.objects.filter(digest=digest, revoked_at=None).select_related("account").first()
    return (found, found.account) if found is not None and found.account.is_active else None


def by_client(client: Any) -> Submission | None:
    """A filled form by the name its sender gave it."""
    return Submission.objects.filter(client=client).select_related("survey", "form").first()


def survey_named(name: str) -> Survey | None:
    """A survey by the id of its form."""
    return Survey.objects.filter(name=name).first()


def visible(actor: Any) -> QuerySet[Survey]:
    """Surveys in which somebody has a role."""
    return Survey.objects.visible_to(actor)


def newest_forms(surveys: QuerySet[Survey]) -> list[Form]:
    """The newest version of each of these surveys; one query."""
    rows = (
        Form.objects.filter(survey__in=surveys).select_related("survey").defer("definition", "xform").order_by("survey_id", "-pk")
    )
    found: dict[int, Form] = {}
    for row in rows:
        found.setdefault(row.survey_id, row)
    return list(found.values())
