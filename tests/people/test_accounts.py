"""Accounts: opening, amending, closing, passwords and second factors."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator

from sixia.kit.journal import timeline
from sixia.people import actions
from sixia.people.actors import SYSTEM
from sixia.people.models import Account, Post, StandIn
from tests.people.cast import DAY, NOW, Cast
from tests.people.refusals import last, refused


def test_open_account(cast: Cast) -> None:
    account = actions.open_account(username=" ＬＩ-1 ", name=" 演示·李一 ", by=cast.actor("system"), now=NOW)
    assert (account.username, account.name, account.is_active) == ("li-1", "演示·李一", True)
    assert not account.has_usable_password()
    line = last(f"account:{account.pk}")
    assert (line.event, line.by, line.words) == ("AccountOpened", cast.actor("system").ref, {"name": "演示·李一"})


@pytest.mark.parametrize("name", ["security", "auditor", "head"])
def test_only_the_system_administrator_opens_accounts(cast: Cast, name: str) -> None:
    with refused("role", "System administrator"):
        actions.open_account(username="x", name="x", by=cast.actor(name), now=NOW)


def test_open_account_needs_names_and_a_free_one(cast: Cast) -> None:
    with refused("missing", "fill in"):
        actions.open_account(username="x", name=" ", by=SYSTEM, now=NOW)
    with refused("guard", "taken"):
        actions.open_account(username="CLERK", name="x", by=SYSTEM, now=NOW)


def test_open_accounts_is_all_or_none_and_constant(cast: Cast, django_assert_max_num_queries) -> None:
    before = Account.objects.count()
    rows = [actions.NewAccount(username=f"n{i}", name=f"演示·{i}") for i in range(60)]
    with refused("guard", "taken"):
        actions.open_accounts([*rows, actions.NewAccount(username="clerk", name="x")], by=SYSTEM, now=NOW)
    assert Account.objects.count() == before
    with django_assert_max_num_queries(11):
        made = actions.open_accounts(rows, by=SYSTEM, now=NOW)
    assert {last(f"account:{account.pk}").event for account in made} == {"AccountOpened"}


def test_amend_account(cast: Cast) -> None:
    clerk = cast.account("clerk")
    actions.amend_account(clerk, name="演示·新名", by=cast.actor("system"), now=NOW)
    assert cast.account("clerk").name == "演示·新名"
    line = last(f"account:{clerk.pk}")
    assert (line.event, line.facts["fields"], line.words) == ("AccountAmended", ["name"], {"name": "演示·新名"})


def test_everybody_sets_their_own_language_and_nothing_else(cast: Cast) -> None:
    clerk = cast.account("clerk")
    actions.amend_account(clerk, language="en", by=cast.actor("clerk"), now=NOW)
    assert cast.account("clerk").language == "en"
    with refused("role", "System administrator"):
        actions.amend_account(clerk, name="x", by=cast.actor("clerk"), now=NOW)
    with refused("role", "System administrator"):
        actions.amend_account(clerk, language="en", by=cast.actor("head"), now=NOW)


def test_amending_nothing_tells_nothing(cast: Cast) -> None:
    clerk = cast.account("clerk")
    lines = len(timeline(f"account:{clerk.pk}"))
    actions.amend_account(clerk, name=clerk.name, by=SYSTEM, now=NOW)
    assert len(timeline(f"account:{clerk.pk}")) == lines
    with refused("missing", "fill in"):
        actions.amend_account(clerk, name="  ", by=SYSTEM, now=NOW)


def test_close_account_ends_posts_stand_ins_and_sessions(cast: Cast) -> None:
    handler = cast.account("handler")
    before = handler.get_session_auth_hash()
    later = actions.appoint(handler, cast.units["town"], "clerk", since=NOW + DAY, by=SYSTEM, now=NOW)
    span = {"since": NOW - DAY, "until": NOW + DAY, "reason": "培训"}
    actions.stand_in(cast.posts["handler"], cast.accounts["idle"], **span, by=SYSTEM, now=NOW - DAY)
    actions.stand_in(cast.posts["clerk"], handler, **span, by=SYSTEM, now=NOW - DAY)
    actions.close_account(handler, by=cast.actor("system"), now=NOW)
    row = cast.account("handler")
    assert (row.is_active, row.closed_at, row.has_usable_password()) == (False, NOW, False)
    assert row.get_session_auth_hash() != before
    assert Post.objects.get(pk=cast.posts["handler"].pk).until == NOW
    assert not Post.objects.filter(pk=later.pk).exists()
    assert set(StandIn.objects.values_list("until", flat=True)) == {NOW}
    assert last(f"account:{row.pk}").facts == {"account": row.pk, "posts": [cast.posts["handler"].pk, later.pk]}


def test_close_account_refusals(cast: Cast) -> None:
    with refused("role", "System administrator"):
        actions.close_account(cast.account("clerk"), by=cast.actor("security"), now=NOW)
    with refused("guard", "their own account"):
        actions.close_account(cast.account("system"), by=cast.actor("system"), now=NOW)
    actions.close_account(cast.account("security2"), by=cast.actor("system"), now=NOW)
    with refused("guard", "Appoint another person first"):
        actions.close_account(cast.account("security"), by=cast.actor("system"), now=NOW)
    with refused("state", "closed"):
        actions.close_account(cast.account("security2"), by=cast.actor("system"), now=NOW)


def test_reset_password_gives_a_link_once(cast: Cast) -> None:
    clerk = cast.account("clerk")
    actions.set_password(clerk, "old password here", by=SYSTEM, now=NOW)
    before = clerk.get_session_auth_hash()
    first = actions.reset_password(clerk, by=cast.actor("system"), now=NOW)
    second = actions.reset_password(clerk, by=cast.actor("system"), now=NOW)
    row = cast.account("clerk")
    assert not row.has_usable_password()
    assert row.get_session_auth_hash() != before
    assert not default_token_generator.check_token(row, urlsplit(first).path.split("/")[-2])
    assert default_token_generator.check_token(row, urlsplit(second).path.split("/")[-2])
    assert last(f"account:{row.pk}").facts == {"account": row.pk}
    with refused("role", "System administrator"):
        actions.reset_password(clerk, by=cast.actor("security"), now=NOW)


def test_everybody_chooses_their_own_password(cast: Cast) -> None:
    clerk = cast.account("clerk")
    actions.set_password(clerk, "a new long password", by=cast.actor("clerk"), now=NOW)
    assert cast.account("clerk").check_password("a new long password")
    assert last(f"account:{clerk.pk}").event == "PasswordSet"
    with refused("role", "own password"):
        actions.set_password(clerk, "x", by=cast.actor("system"), now=NOW)


def test_require_mfa(cast: Cast) -> None:
    clerk = cast.account("clerk")
    actions.require_mfa(clerk, required=False, by=cast.actor("security"), now=NOW)
    assert cast.account("clerk").mfa_required is False
    assert last(f"account:{clerk.pk}").facts == {"account": clerk.pk, "required": False}
    with refused("role", "Security administrator"):
        actions.require_mfa(clerk, by=cast.actor("system"), now=NOW)
    with refused("guard", "their own account"):
        actions.require_mfa(cast.account("security"), required=False, by=cast.actor("security"), now=NOW)


def test_reset_mfa_is_not_for_whoever_resets_passwords(cast: Cast) -> None:
    clerk = cast.account("clerk")
    before = clerk.get_session_auth_hash()
    Authenticator.objects.create(user=clerk, type="totp", data={"secret": "x"})
    with refused("role", "Security administrator"):
        actions.reset_mfa(clerk, by=cast.actor("system"), now=NOW)
    actions.reset_mfa(clerk, by=cast.actor("security"), now=NOW)
    assert not Authenticator.objects.filter(user=clerk).exists()
    assert cast.account("clerk").get_session_auth_hash() != before
    assert last(f"account:{clerk.pk}").event == "SecondFactorReset"


def test_sign_ins_are_told(cast: Cast) -> None:
    clerk = cast.account("clerk")
    actions.record_failed_sign_in(" Clerk ", by=SYSTEM, now=NOW)
    actions.record_sign_in(clerk, "password", now=NOW + timedelta(minutes=1))
    told = timeline(f"account:{clerk.pk}", events=["SignInFailed", "SignedIn"])
    assert [(line.event, line.by) for line in told] == [("SignInFailed", "system"), ("SignedIn", f"account:{clerk.pk}")]
    actions.record_failed_sign_in("nobody", by=SYSTEM, now=NOW)


def test_no_django_permissions(cast: Cast) -> None:
    account = cast.account("system")
    assert not account.has_perm("people.add_account")
    assert not account.has_module_perms("people")
    assert not account.is_superuser
