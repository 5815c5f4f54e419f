"""On every request: who acts, whether the session is still good, and whether the second factor is set up."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sixia.people.actors import actor_of, resident

Next = Callable[[HttpRequest], HttpResponse]

VOICES: Final = "opened_voices"
"""Session key under which the voices are kept that a resident has opened by their codes: [id, mark of the passcode] each."""
SIGNED_IN_AT: Final = "signed_in_at"
SEEN_AT: Final = "seen_at"
SECOND_FACTOR: Final = "second_factor"
SEEN_EVERY: Final = 60
"""Seconds between two notes of having been seen: one write a minute, not one per request."""


StillOpen = Callable[[Sequence[tuple[int, str]]], tuple[int, ...]]
_still_open: list[StillOpen] = []


def use_voices(still_open: StillOpen) -> None:
    """Say which of the voices a browser has opened are open still: set once at start-up by the room that keeps them."""
    _still_open[:] = [still_open]


def opened_voices(request: HttpRequest) -> tuple[int, ...]:
    """The voices this browser has opened by codes that are good still; the one opened last comes last."""
    kept = request.session.get(VOICES)
    return _still_open[0]([(number, mark) for number, mark in kept]) if kept else ()


def _go(request: HttpRequest, url: str) -> HttpResponse:
    """Lead the whole page to `url`, also when only a part of it was asked for."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


class CalmSessionMiddleware(SessionMiddleware):
    """Django's sessions, with a cookie that only a request which changed the session may touch.

    A page asks for its parts while its form is already being sent. The form may give the session a new key (a voice was
    heard, somebody signed in); a part asked for under the old key and answered later finds no session, and Django would
    take the cookie away: the new one, and with it the resident's way to their own receipt."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Answer with a session cookie, set or taken away, only where the session was changed."""
        changed = request.session.modified
        answer = super().process_response(request, response)
        if not changed:
            answer.cookies.pop(settings.SESSION_COOKIE_NAME, None)
        return answer


class SessionLimits:
    """Ends a signed-in session after 30 minutes without a request, and after 10 hours in any case (settings
    SESSION_IDLE and SESSION_LONGEST)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.idle: timedelta = getattr(settings, "SESSION_IDLE", timedelta(minutes=30))
        self.longest: timedelta = getattr(settings, "SESSION_LONGEST", timedelta(hours=10))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and (sentence := self._over(request)):
            logout(request)
            messages.info(request, sentence)
            after = request.get_full_path() if request.method == "GET" and not request.headers.get("HX-Request") else "/desk/"
            return _go(request, f"{reverse('account_login')}?{urlencode({'next': after})}")
        return self.get_response(request)

    def _over(self, request: HttpRequest) -> str:
        now = timezone.now().timestamp()
        seen = request.session.get(SEEN_AT)
        begun = request.session.setdefault(SIGNED_IN_AT, now)
        if seen is not None and now - seen > self.idle.total_seconds():
            return _("You were signed out because nothing was done here for a while. Sign in again.")
        if now - begun > self.longest.total_seconds():
            return _("You have been signed in for a whole working day. Sign in again.")
        if seen is None or now - seen > SEEN_EVERY:
            request.session[SEEN_AT] = now
        return ""


class ActorMiddleware:
    """Sets `request.actor`: two queries for somebody signed in, none for a resident; one more for what they have opened,
    when somebody asks."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person: Any = request
        if request.user.is_authenticated:
            person.actor = actor_of(request.user, timezone.now())
            self._speak(request, request.user.language)
        else:
            person.actor = SimpleLazyObject(lambda: resident(opened_voices(request)))
        return self.get_response(request)

    def _speak(self, request: HttpRequest, language: str) -> None:
        """The account's language, unless this browser has been set to another."""
        if language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language()


class SecondFactor:
    """Leads an official who must have a second factor and has none to the page where it is set up.

    On in production; the setting MFA_ENFORCED overrides. What was found is kept in the session until a page about
    the account is opened again.
    """

    OPEN: Final = frozenset(
        {
            "account_logout",
            "account_reauthenticate",
            "account_change_password",
            "people_new_password",
            "mfa_index",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_reauthenticate",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes",
            "set_language",
            "elder",
        }
    )

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.enforced: bool = getattr(settings, "MFA_ENFORCED", settings.PRODUCTION)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Before any view of a signed-in person."""
        if not self.enforced or not request.user.is_authenticated or not request.user.mfa_required:
            return None
        if request.resolver_match is not None and request.resolver_match.url_name in self.OPEN:
            request.session.pop(SECOND_FACTOR, None)
            return None
        if request.session.get(SECOND_FACTOR):
            return None
        if Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists():
            request.session[SECOND_FACTOR] = True
            return None
        messages.info(request, _("Set up a second factor first: it protects what residents have entrusted to you."))
        return _go(request, reverse("mfa_activate_totp"))
