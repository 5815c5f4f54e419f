"""Asking residents whether a problem is solved, taking down what they say, and letting it decide."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Voice
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actors import SYSTEM, Actor
from sixia.problems import norms
from sixia.problems.events import (
    OutcomeJudged,
    ProblemClosedUnjudged,
    ProblemReopened,
    ProblemResolved,
    ProblemUnheard,
    ResidentsAsked,
)
from sixia.problems.flow import ASK, PLAN, REPORTED, SOLVE
from sixia.problems.models import SOLVED as WORDS
from sixia.problems.models import Asked, Draw, Outcome, Problem, Responsibility
from sixia.problems.queries.asking import behind, drawable, said_of, seed_of, words_of
from sixia.problems.rules import BEHIND, DRAWN, NOT_SOLVED, SOLVED, UNHEARD, WAITING, draw, judged


def ask(problem: Problem, outcome: Outcome, *, by: Actor, now: datetime) -> None:
    """Ask everybody whose voice is behind it; where these are few, draw others of the place by lot. Called by the report."""
    rule = norms.asking(now)
    voices = list(behind(problem).values_list("pk", flat=True))
    Asked.objects.bulk_create(Asked(outcome=outcome, voice_id=pk, because=BEHIND, asked_at=now) for pk in voices)
    drawn, lot = _draw(problem, outcome, rule.sample, now) if len(voices) < rule.behind_least else ([], None)
    tell(_asked(problem, outcome, voices, drawn, lot), by=SYSTEM, about=problem.stream, now=now)
    settle(problem, outcome, over=False, now=now)


@alone
def ask_more(problem: Problem, *, by: Actor, now: datetime) -> int:
    """Draw more residents of the place by lot, with a fresh time to answer. Returns how many. Refused when there are none."""
    outcome = _reported(problem)
    drawn, lot = _draw(problem, outcome, norms.asking(now).sample, now)
    event = _asked(problem, outcome, [], drawn, lot)
    given = {"drawn": len(drawn)}
    advance(problem, "ask_more", by=by, now=now, given=given, limits={ASK: norms.limit(ASK, now)}, event=event)
    Outcome.objects.filter(pk=outcome.pk).update(result="")
    return len(drawn)


@alone
def judge(problem: Problem, *, voice: Voice, solved: str, note: str = "", by: Actor, now: datetime) -> None:
    """A resident says whether it is solved: on their own page, or to the call-back clerk who is none of the unit.

    Until it is decided they may say otherwise. Refused: role, state, guard (they were not asked), missing.
    """
    outcome = _reported(problem)
    row = Asked.objects.filter(outcome=outcome, voice=voice).first()
    if row is None or not _may_speak(problem, voice, by):
        raise Refused("role", _("Only residents who were asked can say it, or the call-back clerk for them."), move="judge")
    if solved and solved not in dict(WORDS):
        raise Refused("guard", _("Choose from the list."), move="judge", fields=["solved"])
    said = Words(note.strip()) if note.strip() else None
    event = OutcomeJudged(problem=problem.pk, outcome=outcome.pk, voice=voice.pk, solved=solved, note=said)
    advance(problem, "judge", by=by, now=now, given={"solved": solved, "note": note}, event=event)
    Asked.objects.filter(pk=row.pk).update(solved=solved, note=note.strip(), by_id=by.account_id, at=now)
    settle(problem, outcome, over=outcome.result == UNHEARD, now=now)


@alone
def stop_asking(problem: Problem, *, now: datetime) -> None:
    """The time for answers is over: count what was said. Nothing where it is decided already."""
    if problem.state == REPORTED:
        settle(problem, _reported(problem), over=True, now=now)


def settle(problem: Problem, outcome: Outcome, *, over: bool, now: datetime) -> None:
    """Let the residents' words decide, as soon as they can."""
    said, rule = said_of(outcome), norms.asking(now)
    stands = judged(words_of(outcome), said.asked, over=over, share=rule.share, heard=rule.heard)
    counts = {"yes": said.yes, "answered": said.answered, "asked": said.asked}
    if stands == SOLVED:
        event = ProblemResolved(problem=problem.pk, outcome=outcome.pk, **counts)
        advance(problem, "resolve", by=SYSTEM, now=now, changes={"open": False, "ended_at": now}, event=event)
    elif stands == NOT_SOLVED:
        reopen(problem, "reopen", because="said", counts=counts, by=SYSTEM, now=now)
    elif stands == UNHEARD and outcome.result != UNHEARD:
        unheard = ProblemUnheard(problem=problem.pk, outcome=outcome.pk, answered=said.answered, asked=said.asked)
        tell(unheard, by=SYSTEM, about=problem.stream, now=now)
    if stands != WAITING:
        Outcome.objects.filter(pk=outcome.pk).update(result=stands, settled_at=now)
        outcome.result = stands


@alone
def come_back(problem: Problem, *, reason: str, by: Actor, now: datetime) -> None:
    """What was solved has come back, or an overseer sees that it is not: the same unit answers for it again, by a new day.

    The watch of recurrence calls it as the system. Refused: role, state, missing."""
    reopen(problem, "come_back", because="back", reason=reason, by=by, now=now)


@alone
def close_unjudged(problem: Problem, *, reason: str, by: Actor, now: datetime) -> None:
    """Close it though no resident could be heard; never counted as solved. Refused where one may still answer or said no."""
    outcome = _reported(problem)
    said = said_of(outcome)
    given = {"reason": reason, "stands": outcome.result, "no": said.no + said.partly}
    event = ProblemClosedUnjudged(problem=problem.pk, reason=Words(reason.strip()))
    changes = {"open": False, "ended_at": now, "ending": reason.strip()}
    advance(problem, "close_unjudged", by=by, now=now, given=given, changes=changes, event=event)


def reopen(
    problem: Problem, move: str, *, because: str, reason: str = "", counts: dict[str, int] | None = None, by: Actor, now: datetime
) -> None:
    """Back to the unit that answers for it, with a fresh day."""
    day = norms.next_day(now)
    event = ProblemReopened(
        problem=problem.pk,
        because=because,
        unit=problem.unit_id or 0,
        due=day.isoformat(),
        reason=Words(reason.strip()) if reason.strip() else None,
        **(counts or {}),
    )
    changes: dict[str, Any] = {"open": True, "ended_at": None, "due_on": day, "reopened": problem.reopened + 1}
    limits = {PLAN: norms.limit(PLAN, now), SOLVE: norms.until(day, now)}
    advance(problem, move, by=by, now=now, given={"reason": reason}, changes=changes, limits=limits, event=event)
    Responsibility.objects.filter(problem=problem, until=None).update(due_on=day)


def _draw(problem: Problem, outcome: Outcome, most: int, now: datetime) -> tuple[list[int], Draw | None]:
    asked = Asked.objects.filter(outcome=outcome).values("voice_id")
    known = list(drawable(problem, now).exclude(pk__in=asked).values_list("receipt", "pk"))
    if not known:
        return [], None
    seed = seed_of(problem)
    drawn = draw(seed, known, most)
    Asked.objects.bulk_create(Asked(outcome=outcome, voice_id=pk, because=DRAWN, asked_at=now) for pk in drawn)
    lot = Draw.objects.create(outcome=outcome, seed=seed, population=len(known), drawn=len(drawn), at=now)
    return drawn, lot


def _asked(problem: Problem, outcome: Outcome, voices: list[int], drawn: list[int], lot: Draw | None) -> ResidentsAsked:
    return ResidentsAsked(
        problem=problem.pk,
        outcome=outcome.pk,
        behind=len(voices),
        drawn=len(drawn),
        population=lot.population if lot else 0,
        seed=lot.seed if lot else "",
        voices=[*voices, *drawn],
    )


def _reported(problem: Problem) -> Outcome:
    row = problem.outcomes.order_by("-number").first()
    if row is None:
        raise Refused("state", _("No outcome has been reported yet."))
    return row


def _may_speak(problem: Problem, voice: Voice, by: Actor) -> bool:
    if not by.is_official:
        return voice.pk in by.voice_ids
    return problem.unit_id not in by.unit_ids and Voice.objects.visible_to(by).filter(pk=voice.pk).exists()
