"""What allauth asks of this installation: nobody signs themself up, nothing goes by e-mail, every sign-in is told."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sixia.kit import crypto
from sixia.people import actions
from sixia.people.actors import Actor, resident
from sixia.people.models import Account

JUST_NOW = 300
"""Seconds."""


class NoSignup(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Accounts are opened by the system administrator only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Nothing is sent by e-mail: officials may have none, and secrets are handed over in person."""

    def add_message(self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kw: Any) -> None:
        """No greeting after every sign-in; what matters is still said."""
        if message_template not in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            super().add_message(request, level, message_template, *args, **kw)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To the desk, not back to the form."""
        return str(settings.LOGIN_REDIRECT_URL)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of signing in: whoever sets up the second factor at once types the password once."""
        since = timezone.now().timestamp() - JUST_NOW
        records = get_authentication_records(context.request, context.request.user)
        return all(record["at"] < since for record in records)

    def set_password(self, user: Account, password: str) -> None:
        """By the room's own action, so that it is told."""
        actor = Actor("account", account_id=user.pk)
        actions.set_password(user, password, by=actor, now=timezone.now())

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        """After the second factor, if there is one."""
        actions.record_sign_in(user, "password", now=timezone.now())
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong name or password."""
        actions.record_failed_sign_in(credentials.get("username", ""), by=resident(), now=timezone.now())


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """Second factors: their secrets lie in the database sealed, never as they are."""

    FIELD = "people.second_factor"

    def encrypt(self, text: str) -> str:
        """Seal with the installation's current key."""
        return crypto.seal(text, ring=crypto.ring(), field=self.FIELD)

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` has sealed."""
        return crypto.unseal(encrypted_text, ring=crypto.ring(), field=self.FIELD)

    def get_totp_label(self, user: Account) -> str:
        """What the authenticator app shows: the sign-in name, never an e-mail address."""
        return user.username
