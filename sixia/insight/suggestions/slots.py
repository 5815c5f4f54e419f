"""What the dispatcher's and the clerk's pages show of this room: a suggestion with its reasons, taken over with one key."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import KINDS, TRIAGE, Case
from sixia.cases.rules import clean
from sixia.catalog.queries import current_book, rulebook
from sixia.catalog.rules.book import RuleBook
from sixia.insight.suggestions.actions import names_in
from sixia.insight.suggestions.models import Suggestion
from sixia.insight.suggestions.queries.tables import in_force, think
from sixia.insight.words.rules.hints import hints
from sixia.people.rules import CLERK, DISPATCHER, RESTRICTED_OFFICER
from sixia.ui.slots import Filling

SIGNS: Final = {
    "personal.name": _("A person’s name"),
    "personal.home": _("A flat or house number"),
    "personal.health": _("Somebody’s illness"),
    "personal.phone": _("A telephone number"),
    "personal.id_number": _("An identity card number"),
    "personal.bank_card": _("A bank card number"),
    "personal.plate": _("A number plate"),
    "personal.email": _("An e-mail address"),
    "haste.now": _("Says that it is pressing"),
    "haste.danger": _("Speaks of danger to life"),
    "haste.despair": _("Speaks of despair: call back soon"),
    "haste.cut_off": _("Somebody is without what they need to live"),
    "frail.old": _("Old people are concerned"),
    "frail.child": _("Children are concerned"),
    "frail.ill": _("Ill or disabled people are concerned"),
    "many.many": _("Many people are concerned"),
    "many.all": _("Speaks for a whole group"),
    "again.again": _("Says that it was brought forward before"),
    "again.before": _("Says that it was brought forward before"),
    "again.no_reply": _("Says that there has been no answer"),
}
MOST: Final = 3
LEAST: Final = 5
"""Percent below which another category is not worth a button."""
GRAVE: Final = ("haste.", "personal.")


@dataclass(frozen=True, slots=True)
class Line:
    """A likely category as it is shown: `percent` None where nothing has been learnt yet."""

    code: str
    name: str
    percent: int | None


def sure_category(request: Any, case: Case) -> Filling:
    """The code of the category that was suggested, where that was sure: with it the dispatcher's form begins."""
    found = _kept(request.actor, case)
    return format_html("{}", found.category) if found is not None and found.sure else None


def on_dispatch(request: Any, case: Case) -> Filling:
    """Above the dispatcher's form: what was suggested when the first voice came in; nothing where there is no suggestion.

    `taken` says that the form below holds it already.
    """
    if not request.actor.has(DISPATCHER, RESTRICTED_OFFICER):
        return None
    found, book = _kept(request.actor, case), rulebook(case.edition_id)
    if found is None or not book.chain(found.category):
        return None
    lines = _lines(book, [(found.category, found.share), *((code, share) for code, share in found.others)])
    past = Case.objects.visible_to(request.actor).filter(pk__in=found.past).order_by("-pk") if found.past else ()
    return (
        "suggestions/slots/dispatch.html",
        {
            "case": case,
            "found": found,
            "taken": found.sure and found.category == (request.GET.get("category") or case.category or found.category),
            "best": lines[0] if lines else None,
            "others": lines[1:],
            "past": past,
            "kind": dict(KINDS)[found.kind] if found.kind != case.kind else "",
            "triage": dict(TRIAGE)[found.triage],
            "signs": signs(found.hints),
        },
    )


def beside_words(request: Any, said: Any) -> Filling:
    """Beside the words while a clerk writes: the learnt guess and the signs; nothing is kept."""
    text = clean(said) if isinstance(said, str) else ""
    if not text or not request.actor.has(CLERK):
        return None
    book = current_book(timezone.now())
    thought = think(text, book) if in_force() else None
    lines = _lines(book, thought.guesses[:MOST]) if thought else []
    told = signs(sorted({f"{hint.group}.{hint.kind}" for hint in hints(text)}))
    names = names_in(text)
    if not lines and not told and not names:
        return None
    return "suggestions/slots/hear.html", {"lines": lines, "thought": thought, "signs": told, "names": names}


def signs(found: Iterable[str]) -> list[tuple[str | Promise, bool]]:
    """(sentence, whether it is grave) of the signs, each sentence once."""
    told = {SIGNS[one]: one.startswith(GRAVE) for one in found if one in SIGNS}
    return sorted(told.items(), key=lambda one: not one[1])


def _kept(who: Any, case: Case) -> Suggestion | None:
    rows = Suggestion.objects.visible_to(who).filter(case=case).exclude(category="").select_related("unit")
    return rows.order_by("pk").first()


def _lines(book: RuleBook, guesses: Iterable[Sequence[Any]]) -> list[Line]:
    """The first, and of the others those that are worth a button."""
    known = [(code, _percent(share)) for code, share in guesses if book.chain(code)]
    worth = [row for at, row in enumerate(known) if at == 0 or row[1] is None or row[1] >= LEAST]
    return [Line(code, str(book.category(code).name), percent) for code, percent in worth]


def _percent(share: float | None) -> int | None:
    """Nothing is ever quite certain: 99 at most."""
    return None if share is None else min(99, round(share * 100))
