"""Pages without a sign-in: choosing a password by a one-time link, and the cast of the demo county."""

from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from sixia.people import actions
from sixia.people.actors import actor_of
from sixia.people.forms import NewPasswordForm
from sixia.people.queries import account_of_link, cast, parts, working_account
from sixia.people.rules import STAGE

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@sensitive_post_parameters("password", "again")
@never_cache
def new_password(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """The one-time page that an administrator hands over."""
    account = account_of_link(uid)
    if account is None or not default_token_generator.check_token(account, token):
        return render(request, "people/link_spent.html", status=410)
    form = NewPasswordForm(account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        actions.set_password(account, form.cleaned_data["password"], by=actor_of(account, now), now=now)
        messages.success(request, _("Your password is set. Sign in with it."))
        return redirect("account_login")
    return render(request, "people/new_password.html", {"form": form, "account": account}, status=422 if form.errors else 200)


def _need_demo() -> None:
    if not settings.DEMO:
        raise Http404


@require_safe
def demo(request: HttpRequest) -> HttpResponse:
    """Everybody who works in the demo county, a few for each role and all by unit; one click signs in."""
    _need_demo()
    posts = cast(timezone.now())
    groups = [(title, parts(posts, roles)) for title, roles in STAGE] if posts else []
    units = [(unit, list(held)) for unit, held in groupby(posts, key=lambda post: post.unit)]
    page = {"groups": groups, "units": units, "count": len(posts), "next": _next(request.GET.get("next", ""))}
    return render(request, "people/demo.html", page)


@require_POST
def demo_enter(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the cast, and go on to `next`."""
    _need_demo()
    number = request.POST.get("account", "")
    account = working_account(int(number)) if number.isdecimal() else None
    if account is None:
        raise Http404
    request.session.flush()
    login(request, account, backend=BACKEND)
    actions.record_sign_in(account, "demo", now=timezone.now())
    return redirect(_next(request.POST.get("next", "")) or settings.LOGIN_REDIRECT_URL)


def _next(url: str) -> str:
    """`url` when it stays on this site, otherwise ""."""
    safe = url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if safe and url != reverse("people_demo") else ""
