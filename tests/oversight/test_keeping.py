"""Whether a promise was kept: evidence, the residents, the supervisor, and time."""

from datetime import date

from sixia.kit import clocks, jobs
from sixia.kit.journal import timeline
from sixia.kit.models import Clock
from sixia.oversight import actions
from sixia.oversight.models import Promise, Saying
from sixia.people.actors import Actor
from tests.oversight.making import AFTER, DUE, fresh, placed, promised
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town

DONE = date(2026, 5, 20)
LATER = NOW + 12 * DAY


def resident_of(town: Town, row: Promise) -> Actor:
    assert row.case is not None
    return town.resident(town.voice(row.case))


def claimed(town: Town) -> Promise:
    row = promised(town)
    actions.claim(row, evidence="水表照片3张", done_on=DONE, by=town.who("handler"), now=LATER)
    return row


def test_evidence_claims_it_and_the_resident_confirms_it(town: Town) -> None:
    row = claimed(town)
    assert (row.state, Clock.objects.get(owner=row.key).stopped_at) == ("claimed", LATER)
    voice = town.voice(row.case)
    actions.say(row, kept=True, voice=voice, by=town.resident(voice), now=LATER + HOUR)
    row = fresh(row)
    assert (row.state, row.done_on, row.on_time) == ("kept", DONE, True)
    assert timeline(row.stream)[-1].facts["on_time"] is True
    assert Saying.objects.get().voice == voice


def test_no_claim_without_evidence_by_others_or_ahead_of_time(town: Town) -> None:
    row = promised(town)
    with refused("missing"):
        actions.claim(row, evidence=" ", done_on=DONE, by=town.who("handler"), now=LATER)
    with refused("guard"):
        actions.claim(row, evidence="照片", done_on=date(2026, 5, 30), by=town.who("handler"), now=LATER)
    with refused("role"):
        actions.claim(row, evidence="照片", done_on=DONE, by=town.who("clerk"), now=LATER)


def test_the_call_back_clerk_asks_and_the_supervisor_cannot_answer_for_the_resident(town: Town) -> None:
    row = claimed(town)
    with refused("guard"):
        actions.say(row, kept=True, by=town.who("supervisor"), now=LATER + HOUR)
    with refused("role"):
        actions.say(row, kept=True, by=town.who("handler"), now=LATER + HOUR)
    actions.say(row, kept=True, note="电话里说通了", by=town.who("callback"), now=LATER + HOUR)
    assert fresh(row).state == "kept"


def test_where_no_resident_can_be_asked_the_supervisor_looks(town: Town) -> None:
    row = placed(town)
    actions.say(row, kept=True, note="现场看过", by=town.who("supervisor"), now=LATER)
    assert (fresh(row).state, fresh(row).done_on) == ("kept", date(2026, 5, 23))


def test_not_done_before_its_day_runs_on_and_afterwards_is_broken(town: Town) -> None:
    row = claimed(town)
    actions.say(row, kept=False, note="龙头没水", by=resident_of(town, row), now=LATER + HOUR)
    row = fresh(row)
    assert (row.state, row.done_on) == ("given", None)
    assert Clock.objects.get(owner=row.key, stopped_at=None).due_at == AFTER
    actions.say(row, kept=False, note="还是没水", by=resident_of(town, row), now=AFTER)
    assert (fresh(row).state, fresh(row).on_time) == ("broken", False)


def test_it_is_not_broken_before_its_day(town: Town) -> None:
    row = promised(town)
    with refused("guard"):
        actions.say(row, kept=False, by=resident_of(town, row), now=LATER)
    with refused("guard"):
        actions.say(row, kept=False, by=town.who("supervisor"), now=LATER)


def test_broken_stays_broken_for_ever_even_when_it_was_made_good(town: Town) -> None:
    row = promised(town)
    actions.say(row, kept=False, by=resident_of(town, row), now=AFTER)
    actions.say(row, kept=True, note="六月通了", by=resident_of(town, row), now=AFTER + 5 * DAY)
    row = fresh(row)
    assert (row.state, row.made_good_at, row.on_time) == ("broken", AFTER + 5 * DAY, False)
    with refused("guard"):
        actions.say(row, kept=True, by=resident_of(town, row), now=AFTER + 6 * DAY)
    assert not [move for move in row.moves_for(row.roles_of(town.who("handler"))) if move.target]


def test_another_resident_may_dispute_what_one_has_confirmed(town: Town) -> None:
    row = claimed(town)
    actions.say(row, kept=True, by=resident_of(town, row), now=LATER + HOUR)
    with refused("missing"):
        actions.say(row, kept=False, by=resident_of(town, row), now=AFTER)
    actions.say(row, kept=False, note="又断了", by=resident_of(town, row), now=AFTER)
    assert fresh(row).state == "broken"
    assert [one.kept for one in Saying.objects.order_by("pk")] == [True, False]


def test_being_moved_often_does_not_make_it_punctual(town: Town) -> None:
    later = date(2026, 6, 30)
    row = actions.replace(promised(town), words="六月底", due_on=later, reason="缺料", by=town.who("handler"), now=NOW + DAY)
    actions.claim(row, evidence="照片", done_on=date(2026, 6, 10), by=town.who("handler"), now=AFTER + 12 * DAY)
    actions.say(row, kept=True, by=resident_of(town, row), now=AFTER + 13 * DAY)
    assert (fresh(row).state, fresh(row).first_due_on, fresh(row).on_time) == ("kept", DUE, False)


def test_time_reminds_then_tells_that_it_is_overdue_and_in_the_end_breaks_it(town: Town) -> None:
    row = promised(town)
    for at in (AFTER - 3 * DAY, AFTER):
        clocks.sweep_all(at)
        while jobs.run_due(at):
            pass
    told = [line.event for line in timeline(row.stream) if line.event.startswith("Promise")]
    assert told == ["PromiseGiven", "PromiseDueSoon", "PromiseOverdue"]
    actions.break_forgotten(AFTER + 14 * DAY)
    assert fresh(row).state == "given"
    actions.break_forgotten(AFTER + 15 * DAY)
    assert fresh(row).state == "broken"
    assert timeline(row.stream)[-1].facts == {"promise": row.pk, "because": "term"}


def test_what_is_claimed_waits_for_the_resident_and_is_not_broken_by_time(town: Town) -> None:
    row = claimed(town)
    actions.break_forgotten(AFTER + 60 * DAY)
    assert fresh(row).state == "claimed"
