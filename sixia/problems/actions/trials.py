"""Trying a rule on past cases: a job in pieces, each of a bounded size, whose progress everybody can see."""

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sixia.catalog.queries import current_book
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.flow import Refused
from sixia.kit.jobs import schedule, when_given_up
from sixia.people.actors import SYSTEM, Actor
from sixia.problems.actions.standing_rules import is_running
from sixia.problems.lasting.events import RuleTrialBegun, RuleTried
from sixia.problems.lasting.models import StandingRule, Trial, Tried
from sixia.problems.queries import trials

FURTHEST = 3 * 365


@alone
def try_out(rule: StandingRule, *, days: int, by: Actor, now: datetime) -> Trial:
    """Begin to try a draft on the cases of so many past days. Refused: role, state, guard (out of bounds, or under way)."""
    if not 1 <= days <= FURTHEST:
        raise Refused("guard", _("Name a number of days from 1 to 1095."), move="try_out", fields=["days"])
    trial = Trial(
        rule=rule,
        condition=rule.condition,
        category=rule.category,
        place_path=rule.place_path,
        since=now - timedelta(days=days),
        until=now,
        begun_by_id=by.account_id,
        begun_at=now,
    )
    trial.total = trials.base(trial).count()
    given = {"days": days, "running": is_running(rule)}
    try:
        with transaction.atomic():
            trial.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("guard", _("It is being tried right now. Wait until the trial is over."), move="try_out") from error
    event = RuleTrialBegun(rule=rule.pk, trial=trial.pk, days=days)
    advance(rule, "try_out", by=by, now=now, given=given, event=event)
    schedule(run_trial, {"trial": trial.pk}, run_at=now)
    return trial


def run_trial(payload: dict[str, Any], now: datetime) -> None:
    """The job: one piece of a trial, then the next; at the end the rule counts as tried. A piece done twice changes nothing."""
    trial = Trial.objects.select_for_update().select_related("rule").get(pk=payload["trial"])
    if trial.state != Trial.RUNNING or trial.done != payload.get("done", 0):
        return
    rows = trials.piece(trial, current_book(now))
    Tried.objects.bulk_create(
        Tried(trial=trial, case_id=pk, meant=meant, met=met, out=out)
        for pk, _heard, state, category, meant, met in rows
        if (out := trials.left_out(state, category)) or meant or met
    )
    if rows:
        trial.cursor, trial.done = [rows[-1][1].isoformat(), rows[-1][0]], trial.done + len(rows)
    if len(rows) < trials.PIECE:
        _finish(trial, now)
    else:
        trial.save(update_fields=["cursor", "done"])
        schedule(run_trial, {"trial": trial.pk, "done": trial.done}, run_at=now)


@when_given_up(run_trial)
def _given_up(payload: dict[str, Any], error: str) -> None:
    Trial.objects.filter(pk=payload["trial"], state=Trial.RUNNING).update(state=Trial.FAILED)


def _finish(trial: Trial, now: datetime) -> None:
    trial.state, trial.over_at, trial.total = Trial.OVER, now, trial.done
    trial.save(update_fields=["cursor", "done", "state", "over_at", "total"])
    found = trials.found(Tried.objects.filter(trial=trial))
    event = RuleTried(
        rule=trial.rule_id, trial=trial.pk, caught=found.caught, meant=found.meant, others=found.others, left=found.left
    )
    advance(trial.rule, "note_trial", by=SYSTEM, now=now, event=event)
