"""Officials' pages about accounts: the list, one person, and every act on an account."""

from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.kit.standing import roles_in
from sixia.people import actions, standing
from sixia.people.desk.base import Act, DeskMixin
from sixia.people.forms import AccountForm, AmendAccountForm, AppointForm
from sixia.people.models import Account, Post, Recusal, StandIn
from sixia.people.queries import holders, story
from sixia.people.rules import AUDITOR, PRIVACY_OFFICER, ROLE_CHOICES, SECURITY_ADMIN, SYSTEM_ADMIN, UNIT_HEAD
from sixia.ui.lists import Column, ListPage, Order, Tab

LOOKERS = (SYSTEM_ADMIN, SECURITY_ADMIN, AUDITOR, PRIVACY_OFFICER, UNIT_HEAD)
TELLERS = {standing.SELF, AUDITOR, PRIVACY_OFFICER, SECURITY_ADMIN, SYSTEM_ADMIN}
"""Roles in an account that may read its journal."""
RECUSAL_READERS = {standing.SELF, AUDITOR, SECURITY_ADMIN}


class PeopleFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By name and by role held now."""

    q = filters.CharFilter(label=_("Name"), method="named", widget=forms.TextInput(attrs={"type": "search"}))
    role = filters.ChoiceFilter(label=_("Role"), choices=ROLE_CHOICES, method="holding", empty_label=_("all"))

    def named(self, rows: QuerySet[Account], _name: str, value: str) -> QuerySet[Account]:
        """Part of the name, or the beginning of the sign-in name."""
        return rows.filter(Q(name__icontains=value) | Q(username__startswith=value.lower()))

    def holding(self, rows: QuerySet[Account], _name: str, value: str) -> QuerySet[Account]:
        """Holders of that role."""
        return rows.filter(pk__in=holders(value, timezone.now()))


def posts_in_words(account: Any) -> str:
    """Role and unit of every post held now; needs `now_posts`."""
    return "；".join(f"{post.unit.said} {post.role_label}" for post in account.now_posts)


class PeopleList(DeskMixin, ListPage):
    """Everybody the reader may look up."""

    roles = LOOKERS
    title = _("People")
    filterset = PeopleFilter
    template_name = "people/people_list.html"
    columns = (
        Column("name", _("Name"), lead=True, sort="name"),
        Column("username", _("Sign-in name")),
        Column("posts", _("Posts"), posts_in_words),
        Column("opened_at", _("Since"), cell="people/cells/when.html", sort="newest"),
    )
    orders = (Order("name", _("By name"), ("name",)), Order("newest", _("Newest first"), ("-opened_at",)))
    tabs = (
        Tab("active", _("Working here"), lambda rows, request: rows.filter(is_active=True)),
        Tab("closed", _("Left"), lambda rows, request: rows.filter(is_active=False)),
    )
    empty_text = _("The system administrator opens accounts.")

    def queryset(self) -> QuerySet[Account]:
        """With today's posts."""
        held = Post.objects.visible_to(self.actor).held(self.now).select_related("unit").order_by("unit__path", "role")
        rows: QuerySet[Account] = Account.objects.visible_to(self.actor).prefetch_related(
            Prefetch("posts", held, to_attr="now_posts")
        )
        return rows

    def row_url(self, row: Any) -> str:
        """The person's page."""
        return reverse("people_person", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """Whether there is a button to open an account."""
        return {"may_open": self.actor.has(SYSTEM_ADMIN)}


class Person(DeskMixin, View):
    """One person: what they hold, who stands in, what they keep out of, and what was done."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        who, now = self.actor, timezone.now()
        account = get_object_or_404(Account.objects.visible_to(who), pk=pk)
        held = roles_in(account, standing.ACCOUNT, who)
        posts = Post.objects.visible_to(who).filter(account=account).select_related("unit").order_by("-since", "pk")
        stand_ins = StandIn.objects.visible_to(who).filter(Q(account=account) | Q(post__account=account), until__gt=now)
        context = {
            "account": account,
            "now": now,
            "posts": [(post, post.until is None or post.until > now) for post in posts],
            "stand_ins": stand_ins.select_related("post__unit", "post__account", "account").order_by("since"),
            "recusals": Recusal.objects.visible_to(who).filter(account=account).held(now).select_related("unit", "other_account"),
            "own": account.pk == who.account_id,
            "system": who.has(SYSTEM_ADMIN),
            "security": who.has(SECURITY_ADMIN),
            "heads": who.units(UNIT_HEAD),
            "story": story(f"account:{account.pk}", recusals=bool(held & RECUSAL_READERS)) if held & TELLERS else [],
        }
        return render(request, "people/person.html", context)


class Me(DeskMixin, View):
    """One's own page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """On to it."""
        return redirect("people_person", pk=self.actor.account_id)


class AccountAct(Act):
    """An act on an account that the reader may look up."""

    roles: ClassVar[tuple[str, ...]] = (SYSTEM_ADMIN,)

    @cached_property
    def thing(self) -> Any:
        """The account."""
        return get_object_or_404(Account.objects.visible_to(self.actor), pk=self.kwargs["pk"])

    def back(self) -> str:
        """The person's page."""
        return reverse("people_person", args=[self.thing.pk])


class Open(Act):
    """Open an account."""

    roles = (SYSTEM_ADMIN,)
    title = _("Open an account")
    words = _(
        "The person holds no post yet: the security administrator appoints them. "
        "Then give them a one-time link to choose a password."
    )
    button = _("Open the account")
    done = _("The account is open. Next: give a one-time link.")
    form_class = AccountForm

    def do(self, form: Any, now: Any) -> str:
        """On to the new person's page."""
        account = actions.open_account(**form.cleaned_data, by=self.actor, now=now)
        return reverse("people_person", args=[account.pk])

    def back(self) -> str:
        """The list."""
        return reverse("people_list")


class Amend(AccountAct):
    """Correct a name or e-mail address."""

    title = _("Correct name or e-mail")
    button = _("Save")
    done = _("Saved.")
    form_class = AmendAccountForm

    def initial(self) -> dict[str, Any]:
        """As it is."""
        return {"name": self.thing.name, "email": self.thing.email}

    def do(self, form: Any, now: Any) -> str:
        """Save."""
        actions.amend_account(self.thing, **form.cleaned_data, by=self.actor, now=now)
        return self.back()


class Close(AccountAct):
    """Close an account."""

    title = _("Close the account")
    words = _(
        "All posts and stand-ins of this person end now, and they are signed out everywhere. "
        "What they did stays in the journal. This cannot be undone."
    )
    button = _("Close the account")
    done = _("The account is closed.")
    tone = "grave"

    def do(self, form: Any, now: Any) -> str:
        """Close."""
        actions.close_account(self.thing, by=self.actor, now=now)
        return self.back()


class GiveLink(AccountAct):
    """A one-time link, shown once and kept nowhere."""

    title = _("Give a one-time link")
    words = _(
        "The present password stops working at once and the person is signed out. "
        "Hand the link over in person: it works once, for three days."
    )
    button = _("Make the link")
    tone = "grave"
    link = ""

    def do(self, form: Any, now: Any) -> str:
        """Make it."""
        self.link = self.request.build_absolute_uri(actions.reset_password(self.thing, by=self.actor, now=now))
        return self.back()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it in place of going on."""
        response = super().post(request, *args, **kwargs)
        if not self.link:
            return response
        response = render(request, "people/link.html", {**self.context(), "link": self.link})
        response["Cache-Control"] = "no-store"
        return response


class RequireFactor(AccountAct):
    """Say whether a second factor is a duty."""

    roles = (SECURITY_ADMIN,)
    title = _("Change the duty to have a second factor")
    button = _("Change it")
    done = _("Saved.")

    @property
    def words(self) -> Any:  # type: ignore[override] # says what this person's case is
        """What will hold afterwards."""
        if self.thing.mfa_required:
            return _("From now on this person may sign in with the password alone. Do so only where no phone can be used.")
        return _("From now on this person must set up a second factor before anything else.")

    def do(self, form: Any, now: Any) -> str:
        """Turn it over."""
        actions.require_mfa(self.thing, required=not self.thing.mfa_required, by=self.actor, now=now)
        return self.back()


class ResetFactor(AccountAct):
    """Forget a lost phone."""

    roles = (SECURITY_ADMIN,)
    title = _("Reset the second factor")
    words = _(
        "The phone and the recovery codes of this person stop working and they are signed out everywhere. "
        "Make sure that it is really they who ask."
    )
    button = _("Reset it")
    done = _("The second factor is reset. At the next sign-in a new one is set up.")
    tone = "grave"

    def do(self, form: Any, now: Any) -> str:
        """Forget."""
        actions.reset_mfa(self.thing, by=self.actor, now=now)
        return self.back()


class Appoint(AccountAct):
    """Give somebody a post."""

    roles = (SECURITY_ADMIN,)
    title = _("Appoint")
    words = _("A post gives this person the role in one unit and the territory it answers for.")
    button = _("Appoint")
    done = _("Appointed.")
    form_class = AppointForm

    def do(self, form: Any, now: Any) -> str:
        """Appoint."""
        given = form.cleaned_data
        span = {"since": form.since, "until": form.until}
        actions.appoint(self.thing, given["unit"], given["role"], title=given["title"], **span, by=self.actor, now=now)
        return self.back()
