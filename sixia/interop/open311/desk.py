"""The system administrator's page of keys: which other systems may hand in concerns."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sixia.interop.actions import make_key, revoke_key
from sixia.interop.models import ApiKey
from sixia.interop.open311.forms import KeyForm
from sixia.people.desk.base import Act, DeskMixin
from sixia.people.rules import SYSTEM_ADMIN
from sixia.ui.lists import Column, ListPage, Order, Tab


class KeyList(DeskMixin, ListPage):
    """All keys; their secrets are nowhere."""

    roles = (SYSTEM_ADMIN,)
    title = _("Keys of other systems")
    template_name = "interop/key_list.html"
    can_export = False
    columns = (
        Column("name", _("System"), "name", lead=True),
        Column("desk", _("Heard by"), lambda key: key.desk.name if key.desk else _("The desk nearest to the place")),
        Column("hint", _("Begins with"), "hint"),
        Column("made", _("Made"), "made_at", cell="interop/cells/made.html"),
        Column("revoke", "", "pk", cell="interop/cells/revoke.html"),
    )
    orders = (Order("new", _("Newest first"), ("-made_at",)), Order("name", _("By name"), ("name",)))
    tabs = (
        Tab("active", _("Valid"), lambda rows, request: rows.filter(active=True)),
        Tab("revoked", _("Revoked"), lambda rows, request: rows.filter(active=False)),
    )
    empty_title = _("No other system is connected")
    empty_text = _("Other systems and apps hand in concerns by Open311. Each gets a key of its own.")

    def queryset(self) -> QuerySet[Any]:
        """With the desk."""
        return ApiKey.objects.visible_to(self.actor).select_related("desk")


class NewKey(Act):
    """Make a key and show its secret once."""

    roles = (SYSTEM_ADMIN,)
    title = _("New key for another system")
    words = _("The system may then hand in concerns by Open311. It cannot read anything that is not public.")
    button = _("Make the key")
    form_class = KeyForm
    secret = ""

    def do(self, form: Any, now: Any) -> str:
        """Make it."""
        given = form.cleaned_data
        _key, self.secret = make_key(given["name"], desk=given["desk"], by=self.actor, now=now)
        return self.back()

    def back(self) -> str:
        """The list."""
        return reverse("interop_keys")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the secret in place of going on."""
        response = super().post(request, *args, **kwargs)
        if not self.secret:
            return response
        address = request.build_absolute_uri("/open311/v2/")
        response = render(request, "interop/key_made.html", {"secret": self.secret, "address": address, "back": self.back()})
        response["Cache-Control"] = "no-store"
        return response


class RevokeKey(Act):
    """End a key."""

    roles = (SYSTEM_ADMIN,)
    title = _("Revoke this key")
    words = _("The system can hand in nothing more, from this moment on. What it has handed in stays. This cannot be undone.")
    button = _("Revoke it")
    done = _("The key is revoked.")
    tone = "grave"

    @cached_property
    def thing(self) -> Any:
        """The key."""
        return get_object_or_404(ApiKey.objects.visible_to(self.actor), pk=self.kwargs["pk"])

    def do(self, form: Any, now: Any) -> str:
        """Revoke."""
        revoke_key(self.thing, by=self.actor, now=now)
        return self.back()

    def back(self) -> str:
        """The list."""
        return reverse("interop_keys")
