"""Which lines, cards and parts the working pages around the case put on the desk; called once at start-up."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases.desk.checking import CHECKERS
from sixia.cases.desk.menu import has
from sixia.cases.desk.supervise import OVERSEERS
from sixia.cases.desk.today import READERS
from sixia.cases.forms.callback import AttemptForm
from sixia.cases.models import Case, Contact
from sixia.cases.queries import boards, callback, checking
from sixia.cases.queries.desk_file import Said
from sixia.cases.queries.drafting import owners
from sixia.orders.forms import OrderForm
from sixia.people.rules import CALLBACK, CLERK, DISPATCHER, HANDLER, RESTRICTED_OFFICER, UNIT_HEAD
from sixia.ui import menus, slots
from sixia.ui.riders import riding

TALKERS = (HANDLER, UNIT_HEAD, CLERK, DISPATCHER, RESTRICTED_OFFICER)


def contact_log(request: Any, said: Said) -> slots.Filling:
    """Under a voice: the attempts to reach its resident, and a form for the next while the case is in hand."""
    voice = said.voice
    known: list[Contact] | None = getattr(request, "case_contacts", None)
    if known is None:
        known = request.case_contacts = checking.contacts_of(voice.case_id)
    rows = [row for row in known if row.voice_id == voice.pk]
    writes = said_open(said) and not voice.anonymous and request.actor.has(*TALKERS)
    form = AttemptForm(prefix=f"contact-{voice.pk}") if writes else None
    if not rows and form is None:
        return None
    return "cases/desk/contacting/log.html", {
        "rows": rows,
        "form": form,
        "riding": riding("voice.contact", request, voice) if form else None,
        "voice": voice,
        "now": timezone.now(),
    }


def said_open(said: Said) -> bool:
    """Whether the voice still waits for its answer."""
    return said.voice.state in ("open", "disputed")


def likely_owners(request: Any, form: OrderForm) -> slots.Filling:
    """Beside the refusal of an order: whom the duty lists name, with the reason, one click away."""
    field = next((name for name in ("proposed", "to") if name in form.fields), "")
    if not field or form.order.matter_kind != "case":
        return None
    case = Case.objects.visible_to(request.actor).select_related("place").filter(pk=form.order.matter_id).first()
    found = owners(case, form.now, besides=form.order.unit_id) if case else []
    return ("cases/desk/answering/owners.html", {"owners": found}) if found else None


def exclusion(request: Any, case: Case) -> slots.Filling:
    """On the case page, for the head of the lead unit: the way to ask for leaving it out of the figures."""
    if case.lead_unit_id is None or case.lead_unit_id not in request.actor.units(UNIT_HEAD):
        return None
    return "cases/desk/supervise/ask_link.html", {"case": case}


def _alone(rows: Callable[[Any], QuerySet[Any]]) -> menus.Count:
    return lambda actor: (rows(actor),)


def fill() -> None:
    """Put them there."""
    menus.add("work", _("Answers to check"), "desk_check", 45, show=has(*CHECKERS), icon="clipboard-check")
    menus.add("work", _("Call-back"), "desk_callback", 50, show=has(CALLBACK), icon="telephone-forward")
    menus.add("oversee", _("Overview"), "desk_today", 10, show=has(*READERS), icon="graph-up")
    menus.add("oversee", _("Supervision"), "desk_supervise", 20, show=has(*OVERSEERS), icon="flag")
    menus.add("oversee", _("More time"), "desk_extensions", 30, show=has(*OVERSEERS, UNIT_HEAD), icon="hourglass-split")
    menus.add("oversee", _("Exclusions"), "desk_exclusions", 40, show=has(*OVERSEERS, UNIT_HEAD), icon="dash-circle")
    cards = (
        (_("Answers to check"), "desk_check", 45, has(*CHECKERS), checking.to_check, "clipboard-check", ""),
        (_("To call now"), "desk_callback", 50, has(CALLBACK), _due_calls, "telephone-forward", "B"),
        (_("Overdue in my territory"), "desk_supervise", 60, has(*OVERSEERS), _overdue, "flag", ""),
    )
    for label, url, order, show, rows, icon, key in cards:
        menus.add("waiting", label, url, order, show=show, count=_alone(rows), icon=icon, key=key)
    menus.add("waiting", _("Overview"), "desk_today", 70, show=has(*READERS), icon="graph-up", key="T")
    slots.fill("voice.foot", contact_log)
    slots.fill("order.owners", likely_owners)
    slots.fill("case.side", exclusion)


def _due_calls(actor: Any) -> QuerySet[Any]:
    return callback.queue(actor).filter(callback_at__lte=timezone.now())


def _overdue(actor: Any) -> QuerySet[Any]:
    return boards.overdue(boards.open_cases(actor), timezone.now())
