"""What came of a visit: what its lines led to, and what rooms above say; each only as far as the reader may see it."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case
from sixia.fieldwork.visits import sources
from sixia.fieldwork.visits.models import Note, Visit
from sixia.fieldwork.visits.sources import Came
from sixia.oversight.models import Promise
from sixia.people.actors import Actor
from sixia.problems.models import Problem

Names = Callable[[Any], str]
LED_TO: Final[tuple[tuple[Any, Any, str, str, Names], ...]] = (
    (_("Case"), Case, "case", "desk_case", lambda case: f"#{case.pk} {case.title}"),
    (_("Promise"), Promise, "promise", "desk_promise", lambda promise: promise.words),
    (_("Problem"), Problem, "problem", "desk_problem", lambda problem: problem.title),
)


def lines(visit: Visit, who: Actor) -> list[tuple[Note, list[Came]]]:
    """The lines that `who` may read, each with what it led to; oldest first, five queries. Of what they may not see themselves,
    such as a case that others handle, only the kind is said: it is no secret from those who wrote it down."""
    rows = list(Note.objects.visible_to(who).filter(visit=visit).select_related("by", "order__unit").order_by("at", "pk"))
    led: dict[int, list[Came]] = {}
    for kind, model, name, address, named in LED_TO:
        wanted = {getattr(row, f"{name}_id") for row in rows} - {None}
        found = model.objects.visible_to(who).in_bulk(wanted) if wanted else {}
        for row in rows:
            pk = getattr(row, f"{name}_id")
            if thing := found.get(pk):
                came = Came(kind, named(thing), reverse(address, args=[pk]), thing.state_label)
                led.setdefault(row.pk, []).append(came)
            elif pk:
                led.setdefault(row.pk, []).append(Came(kind, ""))
    return [(row, led.get(row.pk, [])) for row in rows]


def of(visit: Visit, who: Actor, own: list[tuple[Note, list[Came]]]) -> list[Came]:
    """All that came of it, each once: from its lines (`lines`), then from rooms above."""
    found = {came.url: came for _line, led in own for came in led if came.url}
    return [*found.values(), *_above(visit, who)]


def _above(visit: Visit, who: Actor) -> Iterator[Came]:
    return sources.came_of(visit, who)
