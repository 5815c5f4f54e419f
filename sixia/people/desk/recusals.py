"""Officials' pages about recusals: one's own, and all of them for the security administrator and the auditor."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sixia.people import actions
from sixia.people.desk.base import Act, DeskMixin
from sixia.people.forms import ReasonForm, RecusalForm
from sixia.people.models import Account, Recusal
from sixia.people.rules import SECURITY_ADMIN
from sixia.ui.lists import Column, ListPage, Order, Tab


def concerns(row: Any) -> str:
    """What a recusal keeps its owner out of, in words."""
    if row.unit:
        return str(row.unit.said)
    if row.other_account:
        return str(row.other_account.name)
    return f"{row.matter_kind} {row.matter_id}"


def _gone(now: Any) -> Q:
    return Q(until__isnull=False) & Q(until__lte=now)


def _in_force(rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    return rows.exclude(_gone(timezone.now()))


def _over(rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    return rows.filter(_gone(timezone.now()))


class RecusalList(DeskMixin, ListPage):
    """Recusals that the reader may read."""

    title = _("Recusals")
    template_name = "people/recusal_list.html"
    columns = (
        Column("account", _("Who"), "account.name"),
        Column("kind", _("What it concerns"), "get_kind_display"),
        Column("concerns", _("Keeps out of"), concerns),
        Column("reason", _("Reason")),
        Column("since", _("Since"), cell="people/cells/when.html"),
        Column("act", "", lambda row: "", cell="people/cells/recusal.html", export=False),
    )
    orders = (Order("newest", _("Newest first"), ("-since",)),)
    tabs = (Tab("held", _("In force"), _in_force), Tab("over", _("Over"), _over))
    empty_title = _("No recusal")
    empty_text = _(
        "If a relative, a former unit or a matter of your own is concerned, declare it here: you are then left out by yourself."
    )

    def queryset(self) -> QuerySet[Recusal]:
        """With names."""
        return Recusal.objects.visible_to(self.actor).select_related("account", "unit", "other_account")


class Declare(Act):
    """Declare one's own recusal."""

    title = _("Declare a recusal")
    words = _("From then on you see nothing of it and decide nothing in it. Only the security administrator can lift it.")
    button = _("Declare")
    done = _("Declared. You are left out from now on.")
    form_class = RecusalForm

    def do(self, form: Any, now: Any) -> str:
        """Declare."""
        account = Account.objects.visible_to(self.actor).get(pk=self.actor.account_id)
        given = form.cleaned_data
        span = {"since": form.since, "until": form.until}
        actions.declare_recusal(
            account, kind=given["kind"], reason=given["reason"], **form.what(), **span, by=self.actor, now=now
        )
        return self.back()

    def back(self) -> str:
        """The list."""
        return reverse("people_recusals")


class Lift(Act):
    """Lift a recusal."""

    roles = (SECURITY_ADMIN,)
    title = _("Lift this recusal")
    words = _("The person sees and decides again what the recusal kept from them.")
    button = _("Lift it")
    done = _("The recusal is lifted.")
    tone = "grave"
    form_class = ReasonForm

    @cached_property
    def thing(self) -> Any:
        """The recusal."""
        return get_object_or_404(Recusal.objects.visible_to(self.actor).select_related("account"), pk=self.kwargs["pk"])

    def do(self, form: Any, now: Any) -> str:
        """Lift."""
        actions.lift_recusal(self.thing, reason=form.cleaned_data["reason"], by=self.actor, now=now)
        return self.back()

    def back(self) -> str:
        """The list."""
        return reverse("people_recusals")
