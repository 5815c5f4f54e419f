"""Appointing, ending posts, stand-ins."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sixia.people import actions
from sixia.people.actors import SYSTEM
from sixia.people.models import Post, StandIn
from tests.people.cast import DAY, NOW, Cast
from tests.people.refusals import last, refused


def test_appoint(cast: Cast) -> None:
    idle = cast.accounts["idle"]
    post = actions.appoint(idle, cast.units["town"], "handler", title="干事", until=NOW + DAY, by=cast.actor("security"), now=NOW)
    assert (post.since, post.until, post.title) == (NOW, NOW + DAY, "干事")
    line = last(f"account:{idle.pk}")
    assert (line.event, line.by) == ("Appointed", cast.actor("security").ref)
    assert line.facts["role"] == "handler"
    assert line.facts["since"] == NOW.isoformat()


@pytest.mark.parametrize("name", ["system", "auditor", "head"])
def test_only_the_security_administrator_appoints(cast: Cast, name: str) -> None:
    with refused("role", "Security administrator"):
        actions.appoint(cast.accounts["idle"], cast.units["town"], "clerk", by=cast.actor(name), now=NOW)


def test_nobody_appoints_themself(cast: Cast) -> None:
    with refused("guard", "Nobody appoints themself"):
        actions.appoint(cast.accounts["security"], cast.units["town"], "leader", by=cast.actor("security"), now=NOW)


def test_appoint_refusals(cast: Cast) -> None:
    who, by = cast.accounts["idle"], cast.actor("security")
    town = cast.units["town"]
    with refused("guard", "no such role"):
        actions.appoint(who, town, "king", by=by, now=NOW)
    with refused("guard", "later than the beginning"):
        actions.appoint(who, town, "clerk", since=NOW, until=NOW, by=by, now=NOW)
    actions.close_account(who, by=SYSTEM, now=NOW)
    with refused("state", "closed"):
        actions.appoint(who, town, "clerk", by=by, now=NOW)
    actions.dissolve_unit(town, by=SYSTEM, now=NOW)
    town.refresh_from_db()
    with refused("state", "dissolved"):
        actions.appoint(cast.accounts["clerk"], town, "clerk", by=by, now=NOW)


def test_no_overlapping_duplicate(cast: Cast) -> None:
    who, town, by = cast.accounts["idle"], cast.units["town"], cast.actor("security")
    actions.appoint(who, town, "clerk", since=NOW, until=NOW + 5 * DAY, by=by, now=NOW)
    with refused("guard", "already"):
        actions.appoint(who, town, "clerk", since=NOW + 4 * DAY, by=by, now=NOW)
    actions.appoint(who, town, "clerk", since=NOW + 5 * DAY, by=by, now=NOW)


@pytest.mark.parametrize("role", ["security_admin", "auditor", "privacy_officer"])
def test_administrators_stay_apart(cast: Cast, role: str) -> None:
    with refused("guard", "administrator"):
        actions.appoint(cast.accounts["system"], cast.units["county"], role, by=cast.actor("security"), now=NOW)


def test_call_back_stays_independent(cast: Cast) -> None:
    with refused("guard", "independent"):
        actions.appoint(cast.accounts["callback"], cast.units["housing"], "handler", by=cast.actor("security"), now=NOW)
    with refused("guard", "independent"):
        actions.appoint(cast.accounts["head"], cast.units["hotline"], "callback", by=cast.actor("security"), now=NOW)


def test_what_clashes_may_follow_one_another(cast: Cast) -> None:
    actions.end_post(cast.posts["system2"], until=NOW + DAY, by=cast.actor("security"), now=NOW)
    actions.appoint(
        cast.accounts["system2"], cast.units["county"], "auditor", since=NOW + DAY, by=cast.actor("security"), now=NOW
    )


def test_end_post(cast: Cast) -> None:
    post = cast.posts["handler"]
    actions.stand_in(post, cast.accounts["idle"], since=NOW - DAY, until=NOW + DAY, reason="培训", by=SYSTEM, now=NOW - DAY)
    actions.end_post(post, by=cast.actor("security"), now=NOW)
    assert cast.actor("handler").posts == ()
    assert StandIn.objects.get().until == NOW
    line = last(f"account:{post.account_id}")
    assert (line.event, line.facts["begun"], line.facts["until"]) == ("PostEnded", True, NOW.isoformat())


def test_a_post_that_has_not_begun_is_called_off(cast: Cast) -> None:
    post = actions.appoint(cast.accounts["idle"], cast.units["town"], "clerk", since=NOW + DAY, by=SYSTEM, now=NOW)
    actions.end_post(post, by=cast.actor("security"), now=NOW)
    assert not Post.objects.filter(pk=post.pk).exists()
    assert last(f"account:{post.account_id}").facts["begun"] is False


def test_end_post_refusals(cast: Cast) -> None:
    with refused("role", "Security administrator"):
        actions.end_post(cast.posts["clerk"], by=cast.actor("system"), now=NOW)
    actions.end_post(cast.posts["clerk"], until=NOW - DAY, by=cast.actor("security"), now=NOW)
    assert Post.objects.get(pk=cast.posts["clerk"].pk).until == NOW
    with refused("state", "already ended"):
        actions.end_post(cast.posts["clerk"], by=cast.actor("security"), now=NOW)
    actions.end_post(cast.posts["system2"], by=cast.actor("security"), now=NOW)
    with refused("guard", "nobody else holds"):
        actions.end_post(cast.posts["system"], by=cast.actor("security"), now=NOW)


SPAN = {"since": NOW, "until": NOW + 3 * DAY, "reason": "年休假"}


def test_head_names_a_stand_in_for_their_own_people(cast: Cast) -> None:
    row = actions.stand_in(cast.posts["handler"], cast.accounts["idle"], **SPAN, by=cast.actor("head"), now=NOW)
    assert row.until == NOW + 3 * DAY
    line = last(f"account:{cast.accounts['idle'].pk}")
    assert (line.event, line.words) == ("StandInNamed", {"reason": "年休假"})


def test_stand_in_refusals(cast: Cast) -> None:
    post, idle = cast.posts["handler"], cast.accounts["idle"]
    with refused("role", "head of this unit"):
        actions.stand_in(post, idle, **SPAN, by=cast.actor("townhead"), now=NOW)
    with refused("guard", "Nobody names themself"):
        actions.stand_in(post, cast.accounts["head"], **SPAN, by=cast.actor("head"), now=NOW)
    with refused("guard", "somebody else"):
        actions.stand_in(post, cast.accounts["handler"], **SPAN, by=cast.actor("head"), now=NOW)
    with refused("missing", "fill in"):
        actions.stand_in(post, idle, **{**SPAN, "reason": " "}, by=cast.actor("head"), now=NOW)
    with refused("guard", "within the time of the post"):
        actions.stand_in(post, idle, **{**SPAN, "since": NOW - 999 * DAY}, by=cast.actor("head"), now=NOW)
    with refused("guard", "independent"):
        actions.stand_in(post, cast.accounts["callback"], **SPAN, by=cast.actor("head"), now=NOW)
    actions.stand_in(post, idle, **SPAN, by=cast.actor("head"), now=NOW)
    with refused("guard", "already stand in"):
        actions.stand_in(post, idle, **{**SPAN, "since": NOW + DAY}, by=cast.actor("head"), now=NOW)


def test_a_head_gives_away_no_guarded_role(cast: Cast) -> None:
    post = actions.appoint(cast.accounts["clerk"], cast.units["housing"], "restricted_officer", by=SYSTEM, now=NOW)
    with refused("role", "only the security administrator"):
        actions.stand_in(post, cast.accounts["idle"], **SPAN, by=cast.actor("head"), now=NOW)
    actions.stand_in(post, cast.accounts["idle"], **SPAN, by=cast.actor("security"), now=NOW)


def test_no_administrator_stands_in_for_another(cast: Cast) -> None:
    with refused("guard", "three different people"):
        actions.stand_in(cast.posts["auditor"], cast.accounts["system"], **SPAN, by=cast.actor("security"), now=NOW)


def test_a_stand_in_counts_when_posts_are_given(cast: Cast) -> None:
    actions.stand_in(cast.posts["auditor"], cast.accounts["idle"], **SPAN, by=cast.actor("security"), now=NOW)
    with refused("guard", "three different people"):
        actions.appoint(cast.accounts["idle"], cast.units["county"], "system_admin", by=cast.actor("security"), now=NOW)


def test_end_stand_in(cast: Cast) -> None:
    row = actions.stand_in(cast.posts["handler"], cast.accounts["idle"], **SPAN, by=cast.actor("head"), now=NOW)
    with refused("role", "head of this unit"):
        actions.end_stand_in(row, by=cast.actor("clerk"), now=NOW + DAY)
    actions.end_stand_in(row, by=cast.actor("handler"), now=NOW + DAY)
    assert StandIn.objects.get().until == NOW + DAY
    assert last(f"account:{cast.accounts['idle'].pk}").event == "StandInEnded"
    row.refresh_from_db()
    with refused("state", "already ended"):
        actions.end_stand_in(row, by=cast.actor("head"), now=NOW + DAY)


@pytest.mark.parametrize(
    "row",
    [
        {"role": "clerk", "since": NOW, "until": NOW - timedelta(seconds=1)},
        {"role": "king", "since": NOW},
        {"role": "unit_head", "since": NOW, "unit": "town", "account": "townhead"},
    ],
)
def test_the_database_itself_refuses(cast: Cast, row: dict) -> None:
    given = {**row, "account": cast.accounts[row.get("account", "idle")], "unit": cast.units[row.get("unit", "housing")]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(**given)
