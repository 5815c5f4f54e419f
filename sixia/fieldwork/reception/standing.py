"""Who sees a reception day, a booking or what came of it, and in which role: the only place that decides it."""

from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from sixia.fieldwork.reception.flow import BOOKER, COMING, HELPER, OFFICE, OVERSEER, READER, RECEIVER, SYSTEM, UNIT
from sixia.kit.standing import Standing
from sixia.orders.standing import within
from sixia.people import rules as role

PREFIX = "day__"
DESKS = (role.CLERK, role.DISPATCHER)
READERS = (role.INSPECTOR, role.LEADER, role.CALLBACK)


def _places(*roles: str) -> Any:
    return lambda who: within(who.scopes(*roles))


def _receiver(prefix: str = "") -> Any:
    return lambda who: Q(**{f"{prefix}account_id": who.account_id}) if who.is_official and who.posts else None


def _unit(who: Any) -> Q | None:
    """Units that take part in a joint reception know of the day, not of who comes."""
    units = who.units(role.HANDLER, role.UNIT_HEAD)
    if not units:
        return None
    parts = apps.get_model("reception", "Day").units.through._default_manager
    return Q(unit_id__in=units) | Q(Exists(parts.filter(day_id=OuterRef("pk"), unit_id__in=units)))


def _system(who: Any) -> Q | None:
    return Q() if who.is_system else None


DAY: Standing = {
    OFFICE: _places(*DESKS),
    RECEIVER: _receiver(),
    UNIT: _unit,
    OVERSEER: _places(role.SUPERVISOR, role.PRINCIPAL),
    READER: _places(*READERS),
    SYSTEM: _system,
}


def free(who: Any, to: str) -> Q:
    """Rows whose case (along the path `to`) is neither confidential, nor about anybody, nor one the reader keeps out of, or is
    seen by them all the same: what was said at a reception is no way round a closed case."""
    own = [pk for kind, pk in who.recused_matters if kind == "case"]
    plain = Q(**{f"{to}__restricted": False, f"{to}__barred": False}) & ~Q(**{f"{to}_id__in": own})
    return plain | Q(**{f"{to}__in": apps.get_model("cases", "Case")._default_manager.visible_to(who).values("pk")})


def _talks(*roles: str) -> Any:
    """Bookings of a territory; once a talk is over, without those that led to a case closed to the reader or were about one."""

    def rows(who: Any) -> Q | None:
        inside = within(who.scopes(*roles), f"{PREFIX}place_path")
        if inside is None:
            return None
        acts = apps.get_model("reception", "Act")._default_manager
        closed = Q(Exists(acts.filter(booking=OuterRef("pk"), case__isnull=False).exclude(free(who, "case"))))
        named = Q(voice__isnull=True) | free(who, "voice__case")
        return inside & (Q(state__in=COMING) | (named & ~closed))

    return rows


def _booker(who: Any) -> Q | None:
    bookings = getattr(who, "booking_ids", ())
    return Q(pk__in=bookings) if bookings else None


def _helper(who: Any) -> Q | None:
    return Q(helper_id=who.account_id) if who.has(role.GRID_WORKER) else None


BOOKING: Standing = {
    OFFICE: _talks(*DESKS),
    RECEIVER: _receiver(PREFIX),
    OVERSEER: _talks(role.SUPERVISOR, role.PRINCIPAL),
    HELPER: _helper,
    BOOKER: _booker,
    SYSTEM: _system,
}
"""Those who watch read what is asked for and what came of it; who it is they learn by looking, which is written down."""
