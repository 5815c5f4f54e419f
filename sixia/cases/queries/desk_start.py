"""What stands in a desk form at first: suggestions of the rules, never decisions. Knows no form."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sixia.cases.models import Case, Voice
from sixia.catalog.queries import rulebook
from sixia.catalog.rules.rows import RedirectRow


def start_with(case: Case, move: str, actor: Any, now: datetime, *, way: str = "") -> dict[str, Any]:
    """Initial values of a move's form. For `redirect`, those of the lawful way with this code."""
    if move == "dispatch":
        return {"category": case.category, "triage": case.triage}
    if move == "split":
        return {"voice": Voice.objects.visible_to(actor).filter(case=case).order_by("pk").first()}
    if move == "reorder":
        return {"unit": case.lead_unit}
    if move == "redirect" and way:
        return _way(next((row for row in ways(case) if row.code == way), None))
    return {}


def ways(case: Case) -> Sequence[RedirectRow]:
    """The other lawful ways that the rules know."""
    return rulebook(case.edition_id).redirects()


def _way(row: RedirectRow | None) -> dict[str, str]:
    if row is None:
        return {}
    text = f"{row.advice}\n{row.contact}".strip() if row.contact else str(row.advice)
    return {"text": text, "basis": str(row.source), "remedies": str(row.remedy)}
