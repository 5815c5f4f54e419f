"""Officials' pages about units: the tree, one unit, founding, moving, dissolving."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.people import actions
from sixia.people.desk.base import Act, DeskMixin
from sixia.people.forms import MoveUnitForm, NewUnitForm, UnitForm
from sixia.people.models import Account, Post, Unit
from sixia.people.queries import story
from sixia.people.rules import AUDITOR, FUNCTIONS, SYSTEM_ADMIN
from sixia.ui.lists import Column, ListPage, Order, Tab


class UnitFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By name and function."""

    q = filters.CharFilter(label=_("Unit name"), method="called", widget=forms.TextInput(attrs={"type": "search"}))
    function = filters.ChoiceFilter(label=_("Function"), choices=list(FUNCTIONS.items()), empty_label=_("all"))

    def called(self, rows: QuerySet[Unit], name: str, value: str) -> QuerySet[Unit]:
        """Those whose name holds it, in either language."""
        return rows.filter(Q(name__icontains=value) | Q(name_en__icontains=value))


class UnitList(DeskMixin, ListPage):
    """All units, as a tree."""

    title = _("Units")
    filterset = UnitFilter
    template_name = "people/unit_list.html"
    page_size = 50
    columns = (
        Column("name", _("Unit"), cell="people/cells/unit.html", lead=True),
        Column("function", _("Function"), "function_label"),
        Column("place", _("Territory"), "place.name"),
        Column("phone", _("Public telephone"), css="nowrap"),
        Column("code", _("Code")),
    )
    orders = (Order("tree", _("As a tree"), ("path",)), Order("name", _("By name"), ("name",)))
    tabs = (
        Tab("active", _("Existing"), lambda rows, request: rows.filter(active_to__isnull=True)),
        Tab("dissolved", _("Dissolved"), lambda rows, request: rows.filter(active_to__isnull=False)),
    )
    empty_text = _("The system administrator founds units.")

    def queryset(self) -> QuerySet[Unit]:
        """With the territory."""
        return Unit.objects.visible_to(self.actor).select_related("place")

    def row_url(self, row: Any) -> str:
        """The unit's page."""
        return reverse("people_unit", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """Whether there is a button to found a unit."""
        return {"may_found": self.actor.has(SYSTEM_ADMIN)}


class UnitPage(DeskMixin, View):
    """One unit: contact, what is below it, and those of its people whom the reader may look up."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        who, now = self.actor, timezone.now()
        unit = get_object_or_404(Unit.objects.visible_to(who).select_related("place", "parent"), pk=pk)
        posts = (
            Post.objects.visible_to(who).held(now).filter(unit=unit).select_related("account").order_by("role", "account__name")
        )
        seen = set(Account.objects.visible_to(who).filter(posts__unit=unit).values_list("pk", flat=True))
        context = {
            "unit": unit,
            "now": now,
            "children": Unit.objects.visible_to(who).filter(parent=unit, active_to__isnull=True).order_by("path"),
            "posts": [(post, post.account_id in seen) for post in posts],
            "system": who.has(SYSTEM_ADMIN),
            "story": story(f"unit:{unit.pk}", recusals=False) if who.has(SYSTEM_ADMIN, AUDITOR) else [],
        }
        return render(request, "people/unit.html", context)


class UnitAct(Act):
    """An act on a unit."""

    roles = (SYSTEM_ADMIN,)

    @cached_property
    def thing(self) -> Any:
        """The unit."""
        return get_object_or_404(Unit.objects.visible_to(self.actor).select_related("place"), pk=self.kwargs["pk"])

    def back(self) -> str:
        """The unit's page."""
        return reverse("people_unit", args=[self.thing.pk])


class Found(Act):
    """Found a unit."""

    roles = (SYSTEM_ADMIN,)
    title = _("Found a unit")
    button = _("Found the unit")
    done = _("The unit exists now.")
    form_class = NewUnitForm

    def do(self, form: Any, now: Any) -> str:
        """On to the new unit's page."""
        unit = actions.found_unit(**form.cleaned_data, by=self.actor, now=now)
        return reverse("people_unit", args=[unit.pk])

    def back(self) -> str:
        """The list."""
        return reverse("people_units")


class AmendUnit(UnitAct):
    """Change name, function, territory or contact."""

    title = _("Change this unit")
    words = _("Telephone and address are shown to residents.")
    button = _("Save")
    done = _("Saved.")
    form_class = UnitForm

    def initial(self) -> dict[str, Any]:
        """As it is."""
        return {name: getattr(self.thing, name) for name in ("name", "name_en", "function", "place", "phone", "address")}

    def do(self, form: Any, now: Any) -> str:
        """Save."""
        actions.amend_unit(self.thing, **form.cleaned_data, by=self.actor, now=now)
        return self.back()


class MoveUnit(UnitAct):
    """Put a unit under another one."""

    title = _("Move this unit")
    words = _("Everything below it moves along. Posts, orders and cases stay as they are.")
    button = _("Move it")
    done = _("The unit has moved.")
    form_class = MoveUnitForm

    def initial(self) -> dict[str, Any]:
        """Where it is."""
        return {"parent": self.thing.parent_id}

    def do(self, form: Any, now: Any) -> str:
        """Move."""
        actions.move_unit(self.thing, form.cleaned_data["parent"], by=self.actor, now=now)
        return self.back()


class DissolveUnit(UnitAct):
    """End a unit."""

    title = _("Dissolve this unit")
    words = _("All posts in it end now. Its past stays readable. This cannot be undone.")
    button = _("Dissolve it")
    done = _("The unit is dissolved.")
    tone = "grave"

    def do(self, form: Any, now: Any) -> str:
        """Dissolve."""
        actions.dissolve_unit(self.thing, by=self.actor, now=now)
        return self.back()
