"""Files of residents and of those who handle their matter: attached in the act they belong to, and who opened one is told."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sixia.cases.events import FileRead
from sixia.cases.models import Answer, Case, Contact, Voice
from sixia.kit.files import store
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.kit.models import StoredFile
from sixia.people.actors import Actor

FORMS_WORTH = 5
"""How many forms full of files one voice may have in all."""


def keep(voice: Voice, tickets: Sequence[str], *, by: Actor, now: datetime) -> list[StoredFile]:
    """What a resident hands in with their words, or a clerk for them; it is the resident's own. Raises Refused."""
    if not tickets:
        return []
    most = FORMS_WORTH * settings.ENV.files_each
    if len(store.of(voice.key).get(voice.key, [])) + len(tickets) > most:
        sentence = _("This matter has %(most)d files already. Leave some out, or hand in the rest on paper.")
        raise Refused("guard", sentence % {"most": most}, move="add", fields=["attached"])
    return store.attach(tickets, about=voice.key, stream=voice.stream, by=by, now=now, shared=True)


def keep_with_answer(made: Answer, tickets: Sequence[str], *, to_resident: bool, by: Actor, now: datetime) -> None:
    """Evidence of an answer; residents get it with the answer only where that was chosen."""
    store.attach(tickets, about=made.key, stream=f"case:{made.case_id}", by=by, now=now, shared=to_resident)


def keep_with_contact(row: Contact, tickets: Sequence[str], *, by: Actor, now: datetime) -> None:
    """Evidence of an attempt to reach somebody; never for residents."""
    store.attach(tickets, about=row.key, stream=f"case:{row.case_id}", by=by, now=now)


def keep_with_note(case: Case, tickets: Sequence[str], *, by: Actor, now: datetime) -> None:
    """Evidence among officials."""
    store.attach(tickets, about=case.key, stream=case.stream, by=by, now=now)


def note_reading(row: StoredFile, voice: Voice, *, by: Actor, now: datetime) -> None:
    """An official opens a file of a voice whose person is to stay secret: written down, and the resident reads it."""
    if voice.secret:
        tell(FileRead(case=voice.case_id, voice=voice.pk, file=row.pk), by=by, about=voice.stream, now=now)
