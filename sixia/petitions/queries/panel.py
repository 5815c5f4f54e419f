"""What officials see of a petition beside its case. Knows no request."""

from dataclasses import dataclass
from typing import Any

from sixia.kit.models import Clock
from sixia.petitions.models import Notice, Petition
from sixia.petitions.queries.bundle import Earlier, bundle

RELATED = ("case__desk__place", "case__place", "office", "unit", "organ", "upper", "earlier__case")


@dataclass(frozen=True, slots=True)
class Panel:
    """A petition with its legal clocks, its documents, and what the same person asked before."""

    petition: Petition
    clocks: list[Clock]
    notices: list[Notice]
    history: list[Earlier]

    @property
    def provisional(self) -> bool:
        """Whether the next duty's day may still move, since the holidays of its year are not announced."""
        return any(one.provisional for one in self.clocks if one.stopped_at is None and one.due_at == self.petition.due_at)


def petition_on(case: int, who: Any) -> Petition | None:
    """The petition of a case, as far as `who` may see it."""
    return Petition.objects.visible_to(who).select_related(*RELATED).filter(case=case).first()


def panel_of(petition: Petition, who: Any) -> Panel:
    """Six queries, whatever the petition has been through."""
    return Panel(
        petition,
        list(Clock.objects.filter(owner=petition.key).order_by("pk")),
        list(petition.notices.select_related("unit").order_by("-pk")),
        bundle(petition.case, who),
    )


def visible_notice(pk: int, who: Any) -> Notice | None:
    """A document of a petition that `who` may see."""
    rows = Notice.objects.filter(petition__in=Petition.objects.visible_to(who))
    return rows.select_related("petition__case", "petition__office", "unit", "noted_by", "made_by").filter(pk=pk).first()
