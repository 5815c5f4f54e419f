"""One line for a promise in the forms in which officials speak: the answer, and the note of a conversation."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from sixia.cases.models import Case, Voice
from sixia.kit.flow import Refused
from sixia.oversight import actions
from sixia.oversight.actions import NewPromise
from sixia.oversight.forms.promises import RideForm
from sixia.oversight.queries.promises import drafted, speaking_for
from sixia.oversight.rules import ANSWER, CONTACT
from sixia.people.actors import Actor
from sixia.ui.riders import Rider

TEMPLATE: Final = "oversight/slots/ride.html"


def _in_case(request: HttpRequest, case: Case, data: Any) -> forms.BaseForm:
    return RideForm(data, prefix=f"promise-{case.pk}", initial=drafted(case))


def _to_voice(request: HttpRequest, voice: Voice, data: Any) -> forms.BaseForm:
    return RideForm(data, prefix=f"promise-to-{voice.pk}")


def _with_answer(form: RideForm, case: Case, *, by: Actor, now: datetime) -> None:
    voices = list(Voice.objects.visible_to(by).filter(case=case)[:2])
    new = _said(form, case, voices[0] if len(voices) == 1 else None, ANSWER, by=by)
    actions.promise_with_answer(case, new, by=by, now=now)


def _with_contact(form: RideForm, voice: Voice, *, by: Actor, now: datetime) -> None:
    new = _said(form, voice.case, voice, CONTACT, by=by)
    if new is not None:
        actions.promise(new, by=by, now=now)


def _said(form: RideForm, case: Case, voice: Voice | None, where: str, *, by: Actor) -> NewPromise | None:
    """What was said, for the unit that leads where the speaker works there, else for the speaker's own; None for nothing."""
    words, due_on = form.cleaned_data["words"], form.cleaned_data["due_on"]
    if not words:
        return None
    unit = speaking_for(case, by)
    if unit is None:
        raise Refused("missing", _("Name the unit that keeps it."))
    return NewPromise(words=words, due_on=due_on, unit=unit, where=where, case=case, voice=voice)


IN_ANSWER: Final = Rider(form=_in_case, keep=_with_answer, template=TEMPLATE)
IN_CONTACT: Final = Rider(form=_to_voice, keep=_with_contact, template=TEMPLATE)
