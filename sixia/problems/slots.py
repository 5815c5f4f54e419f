"""What this room shows on other rooms' pages: beside a case, on the start pages, and for residents on their own page."""

from typing import Any

from django.utils import timezone

from sixia.cases.models import Case, Voice
from sixia.cases.public.own import resident_of
from sixia.people.actors import Actor
from sixia.people.rules import LEADER, PRINCIPAL, UNIT_HEAD
from sixia.problems.flow import IN_HAND, REPORTED
from sixia.problems.queries import reading
from sixia.ui.slots import Filling

MOST = 50


def on_case(request: Any, case: Case) -> Filling:
    """Beside the case: the problems it is part of, and the way to raise one; fetched when the page stands."""
    closed = case.restricted or case.barred or case.kind == "accusation"
    return None if closed else ("problems/slots/case_later.html", {"case": case})


def on_start(request: Any, actor: Actor) -> Filling:
    """On the start page: the problems for which the reader answers in person; one bounded query."""
    if not actor.is_official or not actor.has(LEADER, PRINCIPAL, UNIT_HEAD):
        return None
    rows = list(reading.led(actor).order_by("due_on", "pk")[:MOST])
    if not rows:
        return None
    now = timezone.now()
    today = timezone.localdate(now)
    late = [row for row in rows if row.due_on and row.due_on < today and row.state in IN_HAND]
    return "problems/slots/start.html", {"problems": rows, "late": late, "today": today, "now": now}


def for_resident(request: Any, voice: Voice) -> Filling:
    """On the resident's own page: the problem of which their concern is part, and the question whether it is solved."""
    if voice.pk not in resident_of(request).voice_ids or voice.case.restricted or voice.case.barred:
        return None
    asked = {one.outcome.problem_id: one for one in reversed(reading.asked_of(voice))}
    problems = {row.pk: row for row in (*reading.behind_voice(voice), *(one.outcome.problem for one in asked.values()))}
    rows = [
        {"problem": row, "asked": asked.get(pk), "may": pk in asked and row.state == REPORTED}
        for pk, row in sorted(problems.items(), reverse=True)
    ]
    return ("problems/slots/voice.html", {"rows": rows, "voice": voice, "now": timezone.now()}) if rows else None
