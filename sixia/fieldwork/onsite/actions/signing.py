"""Signing off an on-site office: nothing may be left undecided, and no absence without its reason."""

from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from sixia.fieldwork.onsite import rules
from sixia.fieldwork.onsite.events import OfficeSigned
from sixia.fieldwork.onsite.flow import ABSENT, SIGNED, WAITING
from sixia.fieldwork.onsite.models import Act, Item, Office
from sixia.fieldwork.visits import actions as visits
from sixia.fieldwork.visits.flow import HELD
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.people.actors import Actor

MOST_NAMED = 5


@alone
def sign(office: Office, *, met: int | None = None, by: Actor, now: datetime) -> None:
    """The host signs: the visit counts as held, `met` residents were met. Signed twice, it is signed once.

    Refused: role (the host alone), state, guard (what is undecided, and who was absent without a reason, is named).
    """
    if office.state == SIGNED and office.signed_by_id == by.account_id:
        return
    given = {"undecided": undecided(office), "unaccounted": unaccounted(office)}
    changes = {"signed_at": now, "signed_by_id": by.account_id}
    advance(office, "sign", by=by, now=now, given=given, event=_told(office), changes=changes)
    visit = office.visit
    visit.refresh_from_db()
    if visit.state != HELD:
        visits.hold(visit, by=by, now=now, met=met)


def undecided(office: Office) -> str | None:
    """The sentence that names the items without a decision; None when each has one."""
    left = Item.objects.filter(office=office, chosen=True).exclude(acts__kind__in=rules.DECIDING).order_by("number", "pk")
    return _named(_("Not decided yet: %(names)s."), [f"{item.number}. {item.title}" for item in left])


def unaccounted(office: Office) -> str | None:
    """The sentence that names called units of which nobody has noted whether they came, or whose absence has no reason."""
    rows = office.called.filter(Q(state__in=WAITING) | Q(state=ABSENT, reason="")).select_related("unit").order_by("pk")
    found = list(rows)
    unmarked = [row.unit.said for row in found if row.state in WAITING]
    silent = [row.unit.said for row in found if row.state == ABSENT]
    said = (
        _named(_("Note whether they were there: %(names)s."), unmarked),
        _named(_("Absent without a reason: %(names)s."), silent),
    )
    return " ".join(sentence for sentence in said if sentence) or None


def _named(sentence: str, names: list[str]) -> str | None:
    shown = "、".join(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")
    return sentence % {"names": shown} if names else None


def _told(office: Office) -> OfficeSigned:
    counts = dict(Act.objects.filter(item__office=office).order_by().values_list("kind").annotate(n=Count("pk")))
    return OfficeSigned(
        office=office.pk,
        items=office.items.filter(chosen=True).count(),
        solved=counts.get(rules.SOLVED, 0),
        ordered=counts.get(rules.ORDERED, 0),
        explained=counts.get(rules.EXPLAINED, 0),
        carried=counts.get(rules.CARRIED, 0),
    )
