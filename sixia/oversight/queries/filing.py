"""What stands in the file of a leader in charge beside plan and meetings: the residents' words, the answers, the promises."""

from dataclasses import dataclass
from typing import Any

from sixia.cases.models import Answer, Case, Verdict, Voice
from sixia.orders.models import Order
from sixia.oversight.models import Promise
from sixia.oversight.queries.promises import promises_of


@dataclass(frozen=True, slots=True)
class Told:
    """The case in short: words without names, who was at work, what was answered, how it was judged, what was promised."""

    voices: list[Voice]
    orders: list[Order]
    answers: list[Answer]
    verdicts: list[Verdict]
    promises: list[Promise]


def told(case: Case, who: Any) -> Told:
    """Five queries."""
    return Told(
        voices=list(Voice.objects.visible_to(who).filter(case=case).order_by("pk")[:20]),
        orders=list(Order.objects.visible_to(who).on("case", case.pk).select_related("unit").order_by("pk")),
        answers=list(case.answers.filter(state=Answer.SENT).select_related("unit").order_by("pk")),
        verdicts=list(Verdict.objects.filter(case=case).order_by("pk")),
        promises=promises_of(case, who),
    )
