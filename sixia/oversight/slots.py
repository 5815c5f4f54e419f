"""What this room shows on other rooms' pages: promises and charge on the case, one's own on the start page, the resident's."""

from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from sixia.cases.models import Case, Voice
from sixia.cases.public.own import resident_of
from sixia.oversight.flow import GIVEN
from sixia.oversight.forms.promises import LineForm
from sixia.oversight.queries import charges, promises
from sixia.people.actors import Actor
from sixia.people.rules import INSPECTOR, LEADER, PRINCIPAL
from sixia.ui.slots import Filling

READ_ONLY: Final = {INSPECTOR}
MOST: Final = 100


def on_case(request: Any, case: Case) -> Filling:
    """Under the case: one line for the next promise, at once; those that were made are fetched when the page stands."""
    actor: Actor = request.actor
    writes = case.open and bool(actor.roles - READ_ONLY)
    form = LineForm(initial={"where": "contact"}, actor=actor, now=timezone.now()) if writes else None
    return "oversight/slots/case.html", {"form": form, "case": case}


def charge_on_case(request: Any, case: Case) -> Filling:
    """Beside the case: who is in charge of it, fetched when the page stands."""
    return None if case.restricted else ("oversight/slots/charge_later.html", {"case": case})


def on_start(request: Any, actor: Actor) -> Filling:
    """On the start page: what one has promised and is in charge of; nothing for whoever has neither."""
    found = _mine(actor, timezone.now())
    return ("oversight/slots/start.html", found) if found else None


def on_today(request: Any, actor: Actor) -> Filling:
    """On the leader's page: the charges with the next meeting, the promises with their countdown; two bounded queries."""
    found = _mine(actor, timezone.now())
    return ("oversight/slots/today.html", found) if found else None


def _mine(actor: Actor, now: datetime) -> dict[str, Any] | None:
    if not actor.is_official:
        return None
    given = list(promises.mine(actor)[:MOST])
    led = list(charges.mine(actor)[:MOST]) if actor.has(LEADER, PRINCIPAL) else []
    if not given and not led:
        return None
    late = [row for row in given if row.state == GIVEN and row.due_at <= now]
    today = timezone.localdate(now)
    return {
        "given": given,
        "late": late,
        "due": len(given) - len(late),
        "led": led,
        "oldest": led[0] if led else None,
        "meetings": sorted((row for row in led if row.meet_by), key=lambda row: (row.meet_by or today, row.pk)),
        "unmet": [row for row in led if row.meet_by and row.meet_by < today],
        "today": today,
        "now": now,
    }


def for_resident(request: Any, voice: Voice) -> Filling:
    """On the resident's own page: what was promised to them, with the question whether it was kept."""
    who, now = resident_of(request), timezone.now()
    if voice.pk not in who.voice_ids:
        return None
    rows = [(row, promises.answers_now(row, now)) for row in promises.for_resident(voice, who)]
    return ("oversight/slots/voice.html", {"promises": rows, "voice": voice, "now": now}) if rows else None
