"""Policies for everybody: the list to search in, one policy in plain words, earlier versions, the document."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sixia.fieldwork.outreach import norms
from sixia.fieldwork.outreach.flow import OVER, PUBLISHED
from sixia.fieldwork.outreach.models import Version
from sixia.fieldwork.outreach.queries import policies as reads
from sixia.fieldwork.outreach.queries import sessions
from sixia.ui.files import file_response
from sixia.ui.lists import Column, ListPage, Order, Tab


class PublicFilter(filters.FilterSet):  # type: ignore[misc] # django-filter has no types
    """By words and by whom it is for."""

    q = filters.CharFilter(label=_("Words"), method="words")
    group = filters.ChoiceFilter(label=_("For whom"), empty_label=_("Everybody"), method="meant")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["group"].extra["choices"] = norms.group_choices(timezone.now())

    def words(self, rows: QuerySet[Version], _name: str, text: str) -> Any:
        """Those that hold every word."""
        return reads.search(rows, text)

    def meant(self, rows: QuerySet[Version], _name: str, group: str) -> QuerySet[Version]:
        """Those for this group."""
        return rows.filter(audience__contains=f" {group} ")


class PublicList(ListPage):
    """`/policies`: what holds and what held, in plain words."""

    title = _("Policies")
    base = "ui/resident.html"
    template_name = "outreach/public/policies.html"
    filterset = PublicFilter
    columns = (
        Column("title", _("Policy"), "title", lead=True),
        Column("plain", _("In plain words"), "summary", cell="outreach/cells/plain.html"),
        Column("issuer", _("Issuing unit"), lambda row: row.issuer or row.policy.unit.said),
        Column("from", _("Valid from"), "valid_from", cell="outreach/cells/span.html"),
        Column("state", _("State"), "state_label", cell="outreach/cells/state.html"),
        Column("ref", _("Issuing number"), "ref", screen=False),
    )
    orders = (Order("new", _("Newest first"), ("-published_at",)),)
    tabs = (
        Tab("holds", _("In force"), lambda rows, request: rows.filter(state=PUBLISHED)),
        Tab("over", _("No longer hold"), lambda rows, request: rows.filter(state__in=OVER)),
        Tab("all", _("All"), lambda rows, request: rows, counted=False),
    )
    empty_title = _("No policy was found")
    empty_text = _("Try another word, or ask us: every question gets an answer.")

    def queryset(self) -> QuerySet[Version]:
        """Public ones, the words that hold or held last."""
        return reads.public_policies()

    def row_url(self, row: Version) -> str:
        """Its page."""
        return reverse("policy", args=[row.policy_id])


@require_safe
def policy(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """`/policies/<pk>` and `/policies/<pk>/<number>`: one policy, by default the words that hold."""
    now, shown = timezone.now(), reads.public_version(pk, number)
    if shown is None:
        raise Http404
    page = {
        "shown": shown,
        "newest": reads.public_version(pk),
        "versions": reads.public_versions(pk),
        "groups": norms.group_names(shown.groups, now),
        "document": reads.document(shown),
        "talks": list(sessions.ahead(sessions.public_sessions(now), now).filter(policies=pk).order_by("starts")[:5]),
        "today": timezone.localdate(now),
        "now": now,
    }
    return render(request, "outreach/public/policy.html", page)


@require_safe
def document(request: HttpRequest, pk: int, number: int, file: int) -> HttpResponse:
    """`/policies/<pk>/<number>/document/<file>`: the document of a public version."""
    shown = reads.public_version(pk, number)
    for row in reads.document(shown) if shown else ():
        if row.pk == file:
            return file_response(row)
    raise Http404
