"""What this room shows on other rooms' pages: accepted answers where one hears or answers, policies where a resident asks."""

from collections.abc import Mapping
from typing import Any

from sixia.cases.models import Case, Voice
from sixia.fieldwork.outreach.queries.policies import likely_answers as policy_answers
from sixia.insight.answers.queries import likely_answers
from sixia.ui.slots import Filling

MOST_READ = 2_000


def at_intake(request: Any, said: Mapping[str, Any]) -> Filling:
    """Beside an inquiry that a clerk writes down: accepted answers to the same question, to be read out or taken over."""
    if not said or said.get("kind") != "inquiry":
        return None
    found = likely_answers(request.actor, str(said["text"])[:MOST_READ], category=said["category"] or "")
    return ("answers/slots/likely.html", {"found": found, "field": "id_answer"}) if found else None


def at_answering(request: Any, case: Case) -> Filling:
    """On the answer's form: accepted answers to the nearest matters of this sort or this unit, to learn from."""
    if case.restricted or case.barred:
        return None
    voices = Voice.objects.visible_to(request.actor).filter(case=case).order_by("pk").values_list("text", flat=True)
    text = "\n".join(voices[:3])[:MOST_READ]
    found = likely_answers(request.actor, text, category=case.category, besides=case.pk, unit=case.lead_unit_id)
    return ("answers/slots/earlier.html", {"found": found}) if found else None


def at_say(request: Any, said: Mapping[str, Any]) -> Filling:  # the shape of every renderer
    """Below the words a resident types: what published policies answer to that; never what others were told."""
    found = policy_answers(str(said["text"])[:MOST_READ]) if said else []
    return ("answers/slots/policies.html", {"found": found}) if found else None
