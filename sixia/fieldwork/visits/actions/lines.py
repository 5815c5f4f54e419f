"""Short lines of a visit: written on the way or afterwards, each with a name of its own."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sixia.cases.rules import clean
from sixia.fieldwork.visits.events import VisitNoted
from sixia.fieldwork.visits.flow import CANCELLED, OWN
from sixia.fieldwork.visits.models import Note, Visit
from sixia.fieldwork.visits.rules import LINES
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor

MOST = 1000


@alone
def note(visit: Visit, *, by: Actor, now: datetime, kind: str, text: str, client: UUID | None = None) -> Note:
    """Write one line. Sent twice under the same `client` it is kept once. Refused: role, state, missing, guard."""
    said = clean(text)
    known = Note.objects.filter(client=client).first() if client else None
    if known is not None:
        return _same(known, visit, kind, said)
    if not visit.roles_of(by) & OWN:
        raise Refused("role", _("You may not do this here."), move="note")
    visit.refresh_from_db(fields=["state"])
    if visit.state == CANCELLED:
        raise Refused("state", _("This visit does not take place: nothing can be written to it."), move="note")
    if kind not in LINES:
        raise Refused("guard", _("Choose from the list."), move="note", fields=["kind"])
    if not said:
        raise Refused("missing", _("Write it down in a few words."), move="note", fields=["text"])
    if len(said) > MOST:
        raise Refused(
            "guard", _("Keep each line short: at most 1000 characters. Write another one for the rest."), fields=["text"]
        )
    made = Note(visit=visit, kind=kind, text=said, client=client, by_id=by.official_id, at=now)
    made.save(force_insert=True)
    tell(VisitNoted(visit=visit.pk, note=made.pk, kind=kind, text=Words(said)), by=by, about=visit.stream, now=now)
    return made


def _same(known: Note, visit: Visit, kind: str, said: str) -> Note:
    """The line of this name; refused where another one was sent under it: nothing is taken for known that is not kept."""
    if (known.visit_id, known.kind, known.text) != (visit.pk, kind, said):
        raise Refused("guard", _("Something else was sent with this form before. Open the page again and write it down anew."))
    return known
