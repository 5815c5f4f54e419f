"""Signing in: password, second factor, limits, lock; and what is not offered."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from sixia.kit.journal import timeline
from sixia.people import actions
from sixia.people.actors import SYSTEM
from sixia.people.middleware import SEEN_AT, SIGNED_IN_AT
from sixia.people.models import Account
from tests.people.cast import Cast

PASSWORD = "correct horse battery"
ANY_PAGE = "account_change_password"


@pytest.fixture
def clerk(cast: Cast) -> Account:
    cache.clear()
    account = cast.account("clerk")
    actions.set_password(account, PASSWORD, by=SYSTEM, now=timezone.now())
    return account


def sign_in(client: Client, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": "clerk", "password": password})


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_the_page_says_what_to_do(client: Client, db: None) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert "Remember" not in page
    assert "/demo/" not in page
    assert "signup" not in page


def test_password_alone_where_no_second_factor_is_set_up(client: Client, clerk: Account) -> None:
    response = sign_in(client)
    assert response.status_code == 302
    assert response["Location"] == "/desk/"
    assert client.get(reverse(ANY_PAGE)).status_code == 200
    assert timeline(f"account:{clerk.pk}")[-1].event == "SignedIn"


def test_wrong_password_is_told_and_locks_after_five(client: Client, clerk: Account) -> None:
    for _time in range(5):
        assert sign_in(client, "wrong").status_code == 200
    assert len(timeline(f"account:{clerk.pk}", events=["SignInFailed"])) == 5
    sign_in(client)
    assert client.get(reverse(ANY_PAGE)).status_code == 302
    assert len(timeline(f"account:{clerk.pk}", events=["SignedIn"])) == 0


def test_a_closed_account_cannot_sign_in(client: Client, clerk: Account) -> None:
    sign_in(client)
    actions.close_account(clerk, by=SYSTEM, now=timezone.now())
    assert client.get(reverse(ANY_PAGE)).status_code == 302
    assert sign_in(client).status_code == 200


def test_second_factor_is_asked_for(client: Client, clerk: Account) -> None:
    TOTP.activate(clerk, "JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in str(Authenticator.objects.get().data)
    response = sign_in(client)
    assert response["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse(ANY_PAGE)).status_code == 302
    assert client.get(response["Location"]).status_code == 200
    assert client.post(response["Location"], {"code": "000000"}).status_code == 200
    assert client.post(response["Location"], {"code": code("JBSWY3DPEHPK3PXP")})["Location"] == "/desk/"


def test_a_recovery_code_lets_in_once(client: Client, clerk: Account) -> None:
    TOTP.activate(clerk, "JBSWY3DPEHPK3PXP")
    spare = RecoveryCodes.activate(clerk).get_unused_codes()[0]
    sign_in(client)
    assert client.post(reverse("mfa_authenticate"), {"code": spare})["Location"] == "/desk/"
    client.post(reverse("account_logout"))
    sign_in(client)
    assert client.post(reverse("mfa_authenticate"), {"code": spare}).status_code == 200


@pytest.fixture
def enforced(settings) -> None:
    settings.MFA_ENFORCED = True


def test_without_a_second_factor_only_its_set_up_is_open(client: Client, clerk: Account, enforced: None) -> None:
    sign_in(client)
    assert client.get("/demo/")["Location"] == reverse("mfa_activate_totp")
    assert client.get("/demo/", headers={"HX-Request": "true"})["HX-Redirect"] == reverse("mfa_activate_totp")
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert client.post(reverse("mfa_activate_totp"), {"code": code(secret)})["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert codes.context["unused_codes"][0] in codes.content.decode()
    assert client.get("/demo/").status_code == 404


def test_a_forgotten_second_factor_is_asked_for_again(client: Client, clerk: Account, enforced: None) -> None:
    TOTP.activate(clerk, "JBSWY3DPEHPK3PXP")
    client.force_login(clerk)
    assert client.get("/demo/").status_code == 404
    assert client.get(reverse("mfa_deactivate_totp")).status_code in (200, 302)
    Authenticator.objects.all().delete()
    assert client.get("/demo/")["Location"] == reverse("mfa_activate_totp")


def test_an_exempted_account_is_left_in_peace(client: Client, cast: Cast, clerk: Account, enforced: None) -> None:
    actions.require_mfa(clerk, required=False, by=SYSTEM, now=timezone.now())
    sign_in(client)
    assert client.get("/demo/").status_code == 404


def test_residents_never_need_a_second_factor(client: Client, db: None, enforced: None) -> None:
    assert client.get(reverse("account_login")).status_code == 200


@pytest.mark.parametrize(("key", "ago"), [(SEEN_AT, timedelta(minutes=31)), (SIGNED_IN_AT, timedelta(hours=10, minutes=1))])
def test_a_session_ends(client: Client, clerk: Account, key: str, ago: timedelta) -> None:
    sign_in(client)
    client.get(reverse(ANY_PAGE))
    session = client.session
    session[key] = (timezone.now() - ago).timestamp()
    session.save()
    response = client.get(reverse(ANY_PAGE) + "?x=1")
    assert response["Location"] == "/accounts/login/?next=%2Faccounts%2Fpassword%2F%3Fx%3D1"
    assert "_auth_user_id" not in client.session
    assert client.get(response["Location"]).context["messages"]


def test_a_session_in_use_goes_on(client: Client, clerk: Account) -> None:
    sign_in(client)
    client.get(reverse(ANY_PAGE))
    session = client.session
    session[SEEN_AT] = before = (timezone.now() - timedelta(minutes=29)).timestamp()
    session.save()
    assert client.get(reverse(ANY_PAGE)).status_code == 200
    assert client.session[SEEN_AT] > before


def test_a_new_password_ends_other_sessions(client: Client, clerk: Account) -> None:
    sign_in(client)
    other = Client()
    sign_in(other)
    given = {"oldpassword": PASSWORD, "password1": "another long secret", "password2": "another long secret"}
    assert client.post(reverse("account_change_password"), given)["Location"] == "/desk/"
    assert client.get(reverse(ANY_PAGE)).status_code == 200
    assert other.get(reverse(ANY_PAGE)).status_code == 302
    assert timeline(f"account:{clerk.pk}", events=["PasswordSet"])[-1].by == f"account:{clerk.pk}"


def test_the_one_time_link(client: Client, clerk: Account) -> None:
    link = actions.reset_password(clerk, by=SYSTEM, now=timezone.now())
    assert "clerk" in client.get(link).content.decode()
    short = client.post(link, {"password": "short", "again": "short"})
    assert short.status_code == 422
    assert client.post(link, {"password": "a good long secret", "again": "another"}).status_code == 422
    given = {"password": "a good long secret", "again": "a good long secret"}
    assert client.post(link, given)["Location"] == reverse("account_login")
    assert client.get(link).status_code == 410
    assert sign_in(client, "a good long secret")["Location"] == "/desk/"


@pytest.mark.parametrize(
    "link",
    [
        "/accounts/password/new/MQ/x-y/",
        "/accounts/password/new/zzz/x-y/",
        "/accounts/password/new/OTk5OTk5OTk5OTk5OTk5OTk5OTk5/x/",
    ],
)
def test_a_wrong_link_says_so(client: Client, db: None, link: str) -> None:
    assert client.get(link).status_code == 410


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password", "socialaccount_login"])
def test_what_is_not_offered_has_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "name", ["mfa_index", "mfa_activate_totp", "mfa_generate_recovery_codes", "account_reauthenticate", "account_logout"]
)
def test_every_page_renders(client: Client, clerk: Account, name: str) -> None:
    sign_in(client)
    assert client.get(reverse(name), follow=True).status_code == 200


def test_too_many_tries_from_one_place(client: Client, clerk: Account, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, "wrong")
    assert sign_in(client, "wrong").status_code == 429
