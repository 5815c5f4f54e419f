"""A survey filled in without a network: taken once by the name it was given, with its pictures, on a visit or without one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.offline.given import Given
from sixia.fieldwork.offline.verbs import Doing, Done, Verb, register
from sixia.fieldwork.offline.verbs.visits import visit_of
from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.models import Form, Submission, Survey
from sixia.kit.flow import Refused
from sixia.people.actors import Actor

SUFFIX = ".jpg"
"""Behind the name of a photo, where an answer speaks of it."""


def submit(given: Given, doing: Doing) -> Done:
    """One filled form, in the version that was taken along. What does not fit is kept and marked, since nobody can ask again."""
    form = _form(given.number("form"), doing.by)
    row = actions.submit(
        form,
        by=doing.by,
        now=doing.now,
        client=doing.name,
        answers=given.mapping("answers"),
        visit=visit_of(given.key("visit"), doing.by) if given.has("visit") else None,
        via="phone",
        language=given.text("language", 60),
    )
    return Done(form.survey.title, reverse("desk_answer", args=[row.pk]), row.key, row.stream)


def pictures(name: UUID, photos: Sequence[tuple[UUID, str]], by: Actor, now: datetime) -> None:
    """Photos (name, ticket of the held file) of the filled form of this name; its answers speak of them by their names."""
    row = Submission.objects.select_related("survey").get(client=name)
    actions.add_pictures(row, [(f"{photo}{SUFFIX}", ticket) for photo, ticket in photos], by=by, now=now)


def _form(number: int | None, by: Actor) -> Form:
    found = Form.objects.filter(pk=number or 0, survey__in=Survey.objects.visible_to(by)).select_related("survey").first()
    if found is None:
        raise Refused("role", _("You do not see this survey any more."))
    return found


register(Verb("surveys.submit", 50, submit, pictures))
