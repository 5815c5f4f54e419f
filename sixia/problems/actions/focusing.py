"""Giving a month to a topic, with what was suggested, raising a problem from it, taking it back: rows are never removed."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.people.rules import LEADER, PRINCIPAL
from sixia.places.models import Place
from sixia.problems.actions.raising import raise_problem
from sixia.problems.lasting.events import FocusChosen, FocusDropped, FocusRaised
from sixia.problems.lasting.models import Focus
from sixia.problems.models import Problem
from sixia.problems.queries import focus
from sixia.problems.rules import NewSource

CHOOSERS = (LEADER, PRINCIPAL)
AHEAD = 2
"""So many months ahead, at most, a topic may be chosen."""


@transaction.atomic
def choose(
    category: str,
    *,
    month: date,
    place: Place,
    reason: str,
    unit: Unit | None = None,
    raises: str = "",
    by: Actor,
    now: datetime,
) -> Focus:
    """A leader gives a month to a topic in their territory. What the numbers suggest to them is kept beside the choice.

    With a title in `raises` a problem is raised from it in the same act, or neither is done. Refused: role, missing, guard (a
    month that is over or far ahead, a category that is none, chosen already), and as `raise_from`.
    """
    _may(place, by)
    if not reason.strip():
        raise Refused("missing", _("Say why this topic: everybody who works on it reads it."), fields=["reason"])
    book = current_book(now)
    if not book.chain(category) or book.category(category).restricted:
        raise Refused("guard", _("Choose from the list."), fields=["category"])
    first, present = month.replace(day=1), focus.month_of(now)
    if not 0 <= (first.year - present.year) * 12 + first.month - present.month <= AHEAD:
        raise Refused("guard", _("Choose the present month or one of the next two."), fields=["month"])
    rows = focus.suggested(by, place, now)
    rank = next((number for number, row in enumerate(rows, 1) if row.facts.category == category), 0)
    made = Focus(
        month=first,
        place=place,
        place_path=place.path,
        category=category,
        reason=reason.strip(),
        unit=unit,
        suggested=[row.plain() for row in rows],
        rank=rank,
        chosen_by_id=by.official_id,
        chosen_at=now,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("guard", _("This month has been given to this topic already."), fields=["category"]) from error
    event = FocusChosen(
        focus=made.pk, month=first.isoformat(), category=category, place=place.pk, rank=rank, reason=Words(made.reason)
    )
    tell(event, by=by, about=made.stream, now=now)
    if raises.strip():
        raise_from(made, title=raises, words=made.reason, by=by, now=now)
    return made


@alone
def raise_from(chosen: Focus, *, title: str, words: str, by: Actor, now: datetime) -> Problem:
    """Raise a problem from a topic, once. It grows from the cases behind the topic that the actor may see, `focus.behind`.

    Refused: role, state (taken back, raised already), and as `raise_problem`.
    """
    _may(chosen.place, by)
    if not Focus.objects.filter(pk=chosen.pk, dropped_at=None, problem=None).exists():
        raise Refused("state", _("A problem has been raised from this topic already, or the topic was taken back."))
    cases = focus.behind(by, chosen.category, chosen.place, now)
    if not cases:
        raise Refused("missing", _("There is no case behind this topic that you may see: a problem cannot grow from nothing."))
    sources = [NewSource("case", case=case) for case in cases]
    given: dict[str, Any] = {"title": title, "words": words, "place": chosen.place, "category": chosen.category}
    made = raise_problem(**given, sources=sources, by=by, now=now)
    Focus.objects.filter(pk=chosen.pk).update(problem=made)
    chosen.problem = made
    tell(FocusRaised(focus=chosen.pk, problem=made.pk, cases=len(cases)), by=by, about=chosen.stream, now=now)
    return made


@alone
def drop(chosen: Focus, *, reason: str, by: Actor, now: datetime) -> None:
    """Take a topic back, with the reason; the choice stays to be read."""
    _may(chosen.place, by)
    if not reason.strip():
        raise Refused("missing", _("Say why it is taken back."), fields=["reason"])
    given = {"dropped_at": now, "dropped_reason": reason.strip()}
    if not Focus.objects.filter(pk=chosen.pk, dropped_at=None).update(**given):
        raise Refused("state", _("It has been taken back already."))
    tell(FocusDropped(focus=chosen.pk, reason=Words(reason.strip())), by=by, about=chosen.stream, now=now)


def _may(place: Place, by: Actor) -> None:
    """A leader or principal whose territory holds the place."""
    if not any(place.path.startswith(scope) for scope in by.scopes(*CHOOSERS)):
        raise Refused("role", _("You may not do this here."), move="choose")
