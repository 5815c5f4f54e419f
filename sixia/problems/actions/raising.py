"""Raising a problem from what was said and found, adding to it, and saying more precisely what it is."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case, Voice
from sixia.catalog.queries import current_book
from sixia.kit import clocks
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import hold, tell
from sixia.kit.masking import find
from sixia.people.actors import Actor
from sixia.people.rules import ADMIN_ROLES
from sixia.places.models import Place
from sixia.problems import norms, rules
from sixia.problems.events import CaseMadeProblem, ProblemDescribed, ProblemGrew, ProblemRaised
from sixia.problems.flow import ASSIGN, RAISED
from sixia.problems.models import Problem, Source
from sixia.problems.rules import NewSource

MOST_TITLE = 120
MOST_SOURCES = 200


@transaction.atomic
def raise_problem(
    *,
    by: Actor,
    now: datetime,
    title: str,
    words: str,
    place: Place,
    category: str | None = None,
    scale: str = "",
    cause: str = "",
    sources: Sequence[NewSource],
    client: UUID | None = None,
) -> Problem:
    """Write down what is wrong beyond one case. Without a category it takes that of the first case it grows from.

    Refused: role (no post, or the place lies outside one's territory), missing (title, words, a source), guard (an accusation
    or a confidential matter, a case one does not see, a person's data). The same `client` twice gives the first problem.
    """
    _may_raise(place, by)
    hold(*_streams(sources), *([f"client:{client}"] if client else []))
    if client is not None and (known := Problem.objects.filter(client=client).first()):
        return known
    if not sources:
        raise Refused("missing", _("Name at least one thing it grows from: a case, a finding, a visit."), fields=["cases"])
    _may_use(sources, by)
    _check(title, words, cause, scale, [source.case for source in sources if source.case])
    code = _category(category, sources, now)
    problem = Problem(
        state=RAISED,
        title=title.strip(),
        words=words.strip(),
        category=code,
        sector=norms.sector_of(code, now),
        place=place,
        place_path=place.path,
        scale=scale,
        cause=cause.strip(),
        raised_by_id=by.account_id,
        raised_at=now,
        client=client,
    )
    problem.save(force_insert=True)
    event = ProblemRaised(problem=problem.pk, place=place.pk, category=code, sources=len(sources), title=Words(problem.title))
    tell(event, by=by, about=problem.stream, now=now, fresh=True)
    clocks.start(problem.key, problem.stream, ASSIGN, norms.limit(ASSIGN, now), now)
    _add(problem, sources, by=by, now=now)
    return problem


@alone
def grow(problem: Problem, *, sources: Sequence[NewSource], by: Actor, now: datetime) -> int:
    """Add what it grows from; what is there already is passed over. Returns how many were new. Refused as `raise_problem`."""
    hold(*_streams(sources))
    _may_use(sources, by)
    known = set(problem.sources.values_list("case_id", "ref"))
    fresh = [one for one in sources if (one.case.pk if one.case else None, one.ref) not in known]
    for source in fresh:
        event = ProblemGrew(problem=problem.pk, kind=source.kind, ref=source.ref)
        advance(problem, "grow", by=by, now=now, event=event)
    return _add(problem, fresh, by=by, now=now)


def describe(
    problem: Problem, *, title: str, words: str, category: str = "", scale: str = "", cause: str = "", by: Actor, now: datetime
) -> None:
    """Say more precisely what it is; the journal keeps what it was called before."""
    _check(title, words, cause, scale, [row.case for row in problem.sources.select_related("case") if row.case])
    code = _category(category, (), now)
    event = ProblemDescribed(problem=problem.pk, category=code, title=Words(title.strip()))
    changes = {
        "title": title.strip(),
        "words": words.strip(),
        "category": code,
        "sector": norms.sector_of(code, now),
        "scale": scale,
        "cause": cause.strip(),
    }
    advance(problem, "describe", by=by, now=now, given={"title": title, "words": words}, changes=changes, event=event)


def _add(problem: Problem, sources: Sequence[NewSource], *, by: Actor, now: datetime) -> int:
    unique = list({(one.case.pk if one.case else None, one.ref): one for one in sources}.values())
    rows = [
        Source(
            problem=problem,
            kind=one.kind,
            case=one.case,
            ref=one.ref,
            label=one.label.strip()[:200],
            by_id=by.account_id,
            at=now,
        )
        for one in unique
    ]
    Source.objects.bulk_create(rows)
    for one in unique:
        if one.case is not None:
            tell(CaseMadeProblem(problem=problem.pk, case=one.case.pk), by=by, about=one.case.stream, now=now)
    return len(rows)


def _streams(sources: Sequence[NewSource]) -> list[str]:
    return [source.case.stream for source in sources if source.case]


def _may_raise(place: Place, by: Actor) -> None:
    if by.is_system:
        return
    inside = [path for path in by.scopes(*(by.roles - ADMIN_ROLES)) if place.path.startswith(path)]
    if not by.is_official or not inside:
        raise Refused("role", _("You can raise problems of your own territory only."), fields=["place"])


def _may_use(sources: Sequence[NewSource], by: Actor) -> None:
    """Every source is one the actor may know of, and none whose existence must stay unknown."""
    if len(sources) > MOST_SOURCES:
        raise Refused("guard", _("That is too much at once: name at most %(most)s things.") % {"most": MOST_SOURCES})
    for one in sources:
        if (
            one.kind not in rules.KINDS
            or (one.case is None and not one.ref.strip())
            or (one.case is None) == (one.kind == "case")
        ):
            raise Refused("guard", _("Choose from the list."), fields=["cases"])
    wanted = {one.case.pk for one in sources if one.case}
    seen = Case.objects.visible_to(by).filter(pk__in=wanted)
    rows = {pk: closed for pk, *closed in seen.values_list("pk", "restricted", "barred", "kind")}
    if rows.keys() != wanted:
        raise Refused("guard", _("One of these cases is not known here. Check the numbers."), fields=["cases"])
    if any(restricted or barred or kind == "accusation" for restricted, barred, kind in rows.values()):
        sentence = _("An accusation or a confidential matter never becomes a problem: nobody may learn that it exists.")
        raise Refused("guard", sentence, fields=["cases"])


def _check(title: str, words: str, cause: str, scale: str, cases: list[Case]) -> None:
    if not title.strip() or not words.strip():
        raise Refused("missing", _("Say in one line what the problem is, and then what is wrong."), fields=["title", "words"])
    if len(title.strip()) > MOST_TITLE:
        raise Refused("guard", _("Keep the line short: at most %(most)s characters.") % {"most": MOST_TITLE}, fields=["title"])
    if scale and scale not in rules.SCALES:
        raise Refused("guard", _("Choose from the list."), fields=["scale"])
    text = f"{title} {words} {cause}"
    if find(text) or _names(text, cases):
        sentence = _("The words speak of a person: a name, a number, an address. Others read them: leave that out.")
        raise Refused("guard", sentence, fields=["words"])


def _names(text: str, cases: list[Case]) -> bool:
    voices = Voice.objects.filter(case__in=cases) if cases else Voice.objects.none()
    return any(len(said) > 1 and said in text for voice in voices for said in (voice.name, voice.address))


def _category(category: str | None, sources: Sequence[NewSource], now: datetime) -> str:
    code = category or next((one.case.category for one in sources if one.case and one.case.category), "")
    if code and not current_book(now).chain(code):
        raise Refused("guard", _("Choose from the list."), fields=["category"])
    return code
