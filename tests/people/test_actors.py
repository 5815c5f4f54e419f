"""Who acts: own posts, stand-ins, recusals, scopes, in a constant number of queries."""

import pytest

from sixia.people import actions
from sixia.people.actors import SYSTEM, actor_of, resident
from tests.people.cast import DAY, NOW, Cast


def test_residents_and_the_system_hold_nothing() -> None:
    assert SYSTEM.ref == "system"
    assert resident().ref == "resident"
    assert not SYSTEM.has("clerk")
    assert resident([3, 12]).ref == "voice:12"


def test_a_resident_acts_for_one_of_their_voices_only() -> None:
    who = resident([3, 12])
    assert who.as_voice(3).ref == "voice:3"
    assert who.as_voice(3).voice_ids == (12, 3)
    with pytest.raises(LookupError):
        who.as_voice(4)


def test_own_post_gives_unit_scope_and_path(cast: Cast) -> None:
    who = cast.actor("townhead")
    assert who.ref == f"account:{cast.accounts['townhead'].pk}"
    assert who.units("unit_head") == who.unit_ids == {cast.units["town"].pk}
    assert who.units("handler") == frozenset()
    assert who.scopes("unit_head") == ("0000a0000b",)
    assert who.unit_paths("unit_head") == ("county/town/",)
    assert who.has("unit_head")
    assert who.has("handler", "unit_head")
    assert not who.has("handler")


def test_a_wider_scope_swallows_the_narrower(cast: Cast) -> None:
    actions.appoint(cast.accounts["townhead"], cast.units["county"], "unit_head", by=SYSTEM, now=NOW - DAY)
    who = cast.actor("townhead")
    assert who.scopes("unit_head") == ("0000a",)
    assert who.unit_paths("unit_head") == ("county/",)
    assert len(who.posts) == 2


def test_posts_count_only_in_their_time(cast: Cast) -> None:
    idle = cast.accounts["idle"]
    actions.appoint(idle, cast.units["town"], "handler", since=NOW - 9 * DAY, until=NOW, by=SYSTEM, now=NOW - 9 * DAY)
    actions.appoint(idle, cast.units["town"], "clerk", since=NOW + DAY, by=SYSTEM, now=NOW - 9 * DAY)
    assert cast.actor("idle").posts == ()
    assert cast.actor("idle", NOW - DAY).roles == {"handler"}
    assert cast.actor("idle", NOW + DAY).roles == {"clerk"}


def test_stand_in_acts_in_the_post_while_it_lasts(cast: Cast) -> None:
    given = {"since": NOW, "until": NOW + 3 * DAY, "reason": "培训"}
    actions.stand_in(cast.posts["handler"], cast.accounts["idle"], **given, by=cast.actor("head"), now=NOW)
    (held,) = cast.actor("idle").posts
    assert (held.role, held.unit_id, held.stand_in_for) == ("handler", cast.units["housing"].pk, cast.accounts["handler"].pk)
    assert cast.actor("idle", NOW - DAY).posts == ()
    assert cast.actor("idle", NOW + 3 * DAY).posts == ()
    assert cast.actor("handler").posts[0].stand_in_for is None


def test_two_stand_ins_for_one_post_do_not_double_it(cast: Cast) -> None:
    for name in ("idle", "townhead"):
        given = {"since": NOW, "until": NOW + DAY, "reason": "培训"}
        actions.stand_in(cast.posts["handler"], cast.accounts[name], **given, by=cast.actor("head"), now=NOW)
    assert len(cast.actor("handler").posts) == 1
    assert len(cast.actor("idle").posts) == 1


def test_recusals_are_known_and_kinship_holds_both_ways(cast: Cast) -> None:
    handler, head = cast.accounts["handler"], cast.accounts["head"]
    me = cast.actor("handler")
    for what in (
        {"kind": "unit", "unit": cast.units["town"]},
        {"kind": "kin", "other": head},
        {"kind": "matter", "matter": ("case", 7)},
    ):
        actions.declare_recusal(handler, **what, reason="亲属", by=me, now=NOW)
    actions.declare_recusal(handler, kind="account", other=cast.accounts["clerk"], reason="同学", by=me, now=NOW)
    who = cast.actor("handler")
    assert who.recused_units == {cast.units["town"].pk}
    assert who.recused_accounts == {head.pk, cast.accounts["clerk"].pk}
    assert who.recused_matters == {("case", 7)}
    assert cast.actor("head").recused_accounts == {handler.pk}
    assert cast.actor("clerk").recused_accounts == frozenset()
    assert cast.actor("handler", NOW - DAY).recused_units == frozenset()


def test_a_closed_account_holds_nothing(cast: Cast) -> None:
    actions.close_account(cast.accounts["clerk"], by=SYSTEM, now=NOW)
    assert cast.actor("clerk").posts == ()


def test_two_queries_however_many_posts(cast: Cast, django_assert_num_queries) -> None:
    for code in ("town", "county", "hotline"):
        actions.appoint(cast.accounts["head"], cast.units[code], "clerk", by=SYSTEM, now=NOW - DAY)
    account = cast.account("head")
    with django_assert_num_queries(2):
        who = actor_of(account, NOW)
        assert len(who.posts) == 4
        assert who.scopes("clerk", "unit_head") == ("0000a",)
