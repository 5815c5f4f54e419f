"""What this room shows on other rooms' pages: promises and charge on the case, one's own on the start page, the resident's."""

from typing import Any, Final

from django.utils import timezone

from sixia.cases.models import Case, Voice
from sixia.cases.public.own import resident_of
from sixia.oversight.actions.charging import MARKERS, PROPOSERS
from sixia.oversight.flow import GIVEN
from sixia.oversight.forms.promises import LineForm
from sixia.oversight.queries import charges, promises, proposals
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.people.rules import ADMIN_ROLES, INSPECTOR, LEADER, PRINCIPAL
from sixia.ui.slots import Filling

READ_ONLY: Final = {INSPECTOR}
MOST: Final = 100


def on_case(request: Any, case: Case) -> Filling:
    """Under the case: every promise made in it, and one line for the next."""
    actor: Actor = request.actor
    now, rows = timezone.now(), promises.promises_of(case, actor)
    form = _line(actor, now) if case.open and actor.roles - READ_ONLY else None
    if not rows and form is None:
        return None
    return "oversight/slots/case.html", {"promises": rows, "form": form, "case": case, "now": now}


def _line(actor: Actor, now: Any) -> LineForm:
    held = [post.unit_id for post in actor.posts if post.role not in ADMIN_ROLES]
    unit = Unit.objects.visible_to(actor).filter(pk=held[0]).first() if held else None
    return LineForm(initial={"unit": unit, "where": "contact"}, actor=actor, now=now)


def charge_on_case(request: Any, case: Case) -> Filling:
    """Beside the case: who is in charge of it; or why somebody should be, and the way to ask for it."""
    if case.restricted:
        return None
    actor: Actor = request.actor
    now, charge = timezone.now(), charges.charge_of(case, actor)
    mine = case.roles_of(actor) if case.open and (charge is None or not charge.open) else frozenset()
    may = bool(mine & PROPOSERS)
    met = proposals.reasons_of(case, now) if may else []
    if charge is None and not may:
        return None
    return "oversight/slots/charge.html", {
        "charge": charge,
        "case": case,
        "met": proposals.in_words(met),
        "may": may,
        "may_mark": bool(mine & MARKERS),
        "marked": any(name == "important" for name, _n in met),
        "may_name": actor.has(PRINCIPAL),
        "today": timezone.localdate(now),
        "now": now,
    }


def on_start(request: Any, actor: Actor) -> Filling:
    """On the start page: what one has promised and is in charge of; nothing for whoever has neither."""
    if not actor.is_official:
        return None
    now = timezone.now()
    given = list(promises.mine(actor)[:MOST])
    led = list(charges.mine(actor)[:MOST]) if actor.has(LEADER, PRINCIPAL) else []
    if not given and not led:
        return None
    late = [row for row in given if row.state == GIVEN and row.due_at <= now]
    return "oversight/slots/start.html", {
        "given": given,
        "late": late,
        "due": len(given) - len(late),
        "nearest": given[0] if given else None,
        "led": led,
        "oldest": led[0] if led else None,
        "unmet": [row for row in led if row.meet_by and row.meet_by < timezone.localdate(now)],
        "now": now,
    }


def for_resident(request: Any, voice: Voice) -> Filling:
    """On the resident's own page: what was promised to them, with the question whether it was kept."""
    who, now = resident_of(request), timezone.now()
    if voice.pk not in who.voice_ids:
        return None
    rows = [(row, promises.answers_now(row, now)) for row in promises.for_resident(voice, who)]
    return ("oversight/slots/voice.html", {"promises": rows, "voice": voice, "now": now}) if rows else None
