"""What this room shows on other rooms' pages: one's next offices, what was decided on a case, what came of a visit."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case
from sixia.fieldwork.onsite.flow import CANCELLED, LIVE, WAITING
from sixia.fieldwork.onsite.models import Act, Called, Item, Office
from sixia.fieldwork.onsite.queries import calls, following
from sixia.fieldwork.visits.flow import OWN
from sixia.fieldwork.visits.models import Visit
from sixia.fieldwork.visits.rules import ONSITE
from sixia.fieldwork.visits.sources import Block, Came
from sixia.orders.standing import within
from sixia.people.actors import Actor
from sixia.places.models import Place
from sixia.problems.grown import Where
from sixia.ui.slots import Filling

MOST = 3


def on_start(request: Any, actor: Actor) -> Filling:
    """On the start page: the next offices one hosts, runs or is called to; nothing for whoever has none."""
    if actor.account_id is None or not actor.posts:
        return None
    rows = Office.objects.visible_to(actor).filter(state__in=LIVE).select_related("visit__place", "visit__led_by")
    found = list(rows.order_by("visit__starts_at")[:MOST])
    return ("onsite/slots/start.html", {"offices": found, "now": timezone.now()}) if found else None


def on_case(request: Any, case: Case) -> Filling:
    """Beside a case: what was decided on it on the spot, which units are called for it, and the way to call some."""
    actor: Actor = request.actor
    if case.restricted or case.barred or not actor.is_official:
        return None
    rows = Act.objects.visible_to(actor).filter(item__case=case).select_related("item__office__visit", "unit")
    acts = list(rows.order_by("-pk")[:MOST])
    expected = Called.objects.visible_to(actor).filter(whistle__case=case, state__in=WAITING)
    called = list(expected.select_related("unit").order_by("pk")[:MOST])
    may = case.open and calls.callers(actor).exists()
    if not acts and not called and not may:
        return None
    return "onsite/slots/case.html", {"acts": acts, "called": called, "may_call": may, "case": case, "now": timezone.now()}


def on_visit(request: Any, visit: Visit) -> Filling:
    """Beside a visit that is an on-site office: the way to its agenda."""
    actor: Actor = request.actor
    office = Office.objects.visible_to(actor).filter(visit=visit).first()
    may = office is None and ONSITE in visit.purposes and visit.state != CANCELLED and bool(visit.roles_of(actor) & OWN)
    if office is None and not may:
        return None
    return "onsite/slots/visit.html", {"office": office, "visit": visit}


def came_of(visit: Visit, who: Any) -> Iterator[Came]:
    """The decisions made there."""
    rows = Act.objects.visible_to(who).filter(item__office__visit=visit).select_related("item").order_by("pk")
    for act in rows[:50]:
        url = f"{reverse('desk_onsite', args=[act.item.office_id])}#item-{act.item_id}"
        yield Came(act.get_kind_display(), act.item.title, url)


def of_place(place: Place, who: Any, now: datetime) -> Iterator[Block]:
    """What was decided on the spot here and is not over."""
    rows = following.open_decisions(who).filter(within((place.path,), "item__office__visit__place_path")).order_by("due_on", "pk")
    found = list(rows[:5])
    if not found:
        return
    lines = tuple(
        Came(act.get_kind_display(), act.item.title, f"{reverse('desk_onsite', args=[act.item.office_id])}#item-{act.item_id}")
        for act in found
    )
    yield Block(_("Decided on the spot, not over yet"), lines, rows.count(), reverse("desk_onsite_decisions"))


def items(pks: Collection[int], who: Any) -> dict[int, Where]:
    """Where the items behind a problem can be read; one query."""
    rows = Item.objects.visible_to(who).filter(pk__in=pks).values_list("pk", "office")
    return {pk: Where(f"{reverse('desk_onsite', args=[office])}#item-{pk}") for pk, office in rows}
