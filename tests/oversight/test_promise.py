"""Writing a promise down, moving or rewording it."""

from datetime import date
from typing import Any

import pytest

from sixia.kit.journal import timeline
from sixia.kit.models import Clock
from sixia.oversight import actions
from sixia.oversight.models import Promise
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from sixia.people.rules import ROLES
from tests.oversight.making import AFTER, DUE, WATER, fresh, placed, promised
from tests.refusals import refused
from tests.town import DAY, HOUR, NOW, Town


def test_a_promise_is_kept_with_its_words_its_day_and_the_post_in_which_it_was_said(town: Town) -> None:
    row = promised(town)
    assert (row.words, row.due_on, row.first_due_on, row.due_at) == (WATER, DUE, DUE, AFTER)
    assert (row.account, row.unit.code, row.title, row.to) == (
        town.accounts["handler"],
        "housing",
        str(ROLES["handler"].label),
        "case",
    )
    assert row.place_path == row.case.place_path
    told = timeline(f"case:{row.case_id}")[-1]
    assert (told.event, told.words) == ("PromiseGiven", {"words": WATER})
    clock = Clock.objects.get(owner=row.key)
    assert (clock.due_at, clock.stopped_at) == (AFTER, None)


def test_a_clerk_writes_down_what_a_leader_said_and_the_post_is_the_leaders(town: Town) -> None:
    row = promised(town, by="clerk", account=town.accounts["deputy"], unit=town.units["county"], where="reception")
    assert (row.account.username, row.title, row.written_by.username) == ("deputy", "副县长", "clerk")


def test_to_one_voice_to_a_place_and_to_a_group(town: Town) -> None:
    voice = town.voice(town.accepted())
    assert promised(town, voice.case, voice=voice).to == "voice"
    row = placed(town)
    assert (row.to, row.case, row.stream) == ("place", None, row.key)
    assert placed(town, place=None, group="东镇的养殖户").to == "group"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"words": "  "}, "missing"),
        ({"words": "长" * 401}, "guard"),
        ({"due_on": date(2026, 5, 10)}, "guard"),
        ({"due_on": date(2030, 5, 10)}, "guard"),
        ({"where": "dream"}, "guard"),
    ],
)
def test_what_cannot_be_a_promise(town: Town, given: dict[str, Any], code: str) -> None:
    case = town.accepted()
    with refused(code):
        promised(town, case, **given)
    assert not Promise.objects.exists()


def test_to_nobody(town: Town) -> None:
    with refused("missing"):
        placed(town, place=None)


def test_whoever_has_no_part_in_the_case_writes_nothing_down(town: Town) -> None:
    case = town.accepted()
    for name in ("ecologist", "outsider", "system"):
        with refused("role"):
            promised(town, case, by=name, unit=town.units["ecology"])
    with refused("guard"):
        promised(town, case, unit=town.units["ecology"])


def test_moving_the_day_leaves_the_old_promise_to_be_read(town: Town) -> None:
    old = promised(town)
    new = actions.replace(
        old, words="六月十日前通水", due_on=date(2026, 6, 10), reason="管材未到", by=town.who("handler"), now=NOW + 2 * DAY
    )
    old = fresh(old)
    assert (old.state, old.words, old.due_on) == ("replaced", WATER, DUE)
    assert (new.replaces, new.first_due_on, new.due_on) == (old, DUE, date(2026, 6, 10))
    assert Clock.objects.get(owner=old.key).stopped_at is not None
    assert [line.event for line in timeline(old.stream)][-2:] == ["PromiseReplaced", "PromiseGiven"]


def test_it_cannot_be_moved_once_its_day_has_passed_nor_by_others_nor_without_a_reason(town: Town) -> None:
    old, given = promised(town), {"words": "晚些", "due_on": date(2026, 6, 10)}
    with refused("guard"):
        actions.replace(old, **given, reason="忙", by=town.who("handler", AFTER), now=AFTER)
    with refused("missing"):
        actions.replace(old, **given, reason=" ", by=town.who("handler"), now=NOW + DAY)
    with refused("role"):
        actions.replace(old, **given, reason="忙", by=town.who("clerk"), now=NOW + DAY)
    assert fresh(old).state == "given"
    assert Promise.objects.count() == 1


def test_it_is_published_by_a_second_person_and_only_when_it_speaks_of_nobody(town: Town) -> None:
    row = placed(town)
    with refused("role"):
        actions.publish(row, by=town.who("handler"), now=NOW + DAY)
    actions.publish(row, by=town.who("head"), now=NOW + DAY)
    assert fresh(row).public
    with refused("guard"):
        actions.publish(row, by=town.who("head"), now=NOW + DAY)
    for words in ("给演示甲家通水", "通水后打13800000001"):
        with refused("guard"):
            actions.publish(promised(town, words=words), by=town.who("supervisor"), now=NOW + DAY)


def test_who_said_it_does_not_publish_it_and_a_secret_case_stays_inside(town: Town) -> None:
    people.appoint(town.accounts["handler"], town.units["housing"], "unit_head", by=SYSTEM, now=NOW)
    with refused("guard"):
        actions.publish(placed(town), by=town.who("handler", NOW + HOUR), now=NOW + DAY)
    with refused("guard"):
        actions.publish(promised(town, town.accepted(secret=True)), by=town.who("supervisor"), now=NOW + DAY)


def test_words_that_speak_of_somebody_after_all_are_hidden_and_the_promise_stays(town: Town) -> None:
    row = placed(town)
    with refused("guard"):
        actions.hide(row, reason="提到人", by=town.who("supervisor"), now=NOW + DAY)
    actions.publish(row, by=town.who("head"), now=NOW + DAY)
    actions.hide(row, reason="提到人", by=town.who("supervisor"), now=NOW + DAY)
    assert (fresh(row).public, fresh(row).hidden) == (True, True)
