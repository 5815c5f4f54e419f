"""Answers that wait for a second pair of eyes: for heads of units, supervisors and confidential-case officers."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Answer, Case
from sixia.cases.queries import checking
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import LEADER, PRINCIPAL, RESTRICTED_OFFICER, SUPERVISOR, UNIT_HEAD
from sixia.ui.lists import Column, ListPage, Order

CHECKERS = (UNIT_HEAD, SUPERVISOR, PRINCIPAL, LEADER, RESTRICTED_OFFICER)


class CheckList(DeskMixin, ListPage):
    """`/desk/check`: proposed answers and explanations, oldest first. Approving and sending back are the case page's moves."""

    roles = CHECKERS
    title = _("Answers to check")
    columns = (
        Column("proposed", _("Handed in"), "proposed_at", cell="cases/desk/checking/at.html"),
        Column("title", _("Matter"), "title", lead=True),
        Column("kind", _("Kind of words"), lambda case: dict(Answer.WORDS).get(case.proposed_kind, "")),
        Column("unit", _("Unit"), "lead_unit.said"),
        Column("by", _("Written by"), "proposed_name"),
        Column("due", _("Time left"), "due_at", cell="cases/desk/checking/due.html"),
        Column("number", _("Number"), "pk", screen=False),
    )
    orders = (Order("proposed", _("Handed in"), ("proposed_at",)),)
    empty_title = _("No answer waits to be checked")
    empty_text = _("Answers that need a second person appear here; your own never do.")

    def queryset(self) -> QuerySet[Case]:
        """What the reader may check."""
        return checking.to_check(self.actor)

    def row_url(self, row: Case) -> str:
        """Straight to the approval, with the words."""
        move = "approve" if row.state == "reviewing" else "approve_explanation"
        return f"{reverse('desk_move', args=[row.pk, move])}?next={reverse('desk_check')}"
