"""What call-back clerks read: whom to call, how far the protocol has come, and what is still missing. Knows no request."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sixia.cases import standing
from sixia.cases.flow import ASKED
from sixia.cases.models import Answer, Case, Contact, Voice
from sixia.cases.rules import Attempt, is_quiet, may_give_up, sought
from sixia.catalog.queries import rulebook
from sixia.catalog.rules.book import RuleBook
from sixia.kit.clocks import calendar_named
from sixia.orders.models import Order
from sixia.people.rules import CALLBACK

PURPOSE = "callback"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the unreachable protocol: so many of so many."""

    label: str | Promise
    have: int
    need: int

    @property
    def met(self) -> bool:
        """Whether it is fulfilled."""
        return self.have >= self.need


@dataclass(frozen=True, slots=True)
class Protocol:
    """How far the unreachable protocol has come. `until`: the last attempt waits for an answer until that day."""

    parts: Sequence[Part]
    reached: bool
    until: date | None
    anonymous: bool
    ready: bool


@dataclass(frozen=True, slots=True)
class Quiet:
    """When nobody is called, and whether that is now."""

    begins: time
    ends: time
    now: bool


def queue(who: Any) -> QuerySet[Voice]:
    """Voices that `who` may call for their verdict: answered, not judged yet, and of no case that a unit of theirs handled."""
    mine = standing.VOICE[CALLBACK](who)
    if mine is None:
        return Voice.objects.none()
    handled = Order.objects.filter(matter_kind="case", matter_id=OuterRef("case_id"), unit_id__in=who.unit_ids)
    rows = Voice.objects.visible_to(who).filter(mine, ~Exists(handled), state=ASKED, callback_at__isnull=False)
    return rows.select_related("case__lead_unit", "case__place__parent")


def independent(case: Case, who: Any) -> bool:
    """Whether none of the reader's units has ever had an order on the case."""
    return not Order.objects.on("case", case.pk).filter(unit_id__in=who.unit_ids).exists()


def with_attempts(rows: QuerySet[Voice]) -> QuerySet[Voice]:
    """The rows with the number of attempts since they were asked, for a list."""
    tries = Contact.objects.filter(voice=OuterRef("pk"), purpose=PURPOSE, at__gte=OuterRef("asked_at")).order_by()
    counted = tries.values("voice").annotate(n=Count("pk")).values("n")
    return rows.annotate(tries=Coalesce(Subquery(counted, output_field=IntegerField()), 0))


def next_after(who: Any, at: datetime | None, pk: int, now: datetime) -> Voice | None:
    """The voice to call next: the one behind this one in the queue, else the first; None when nobody is left."""
    due = queue(who).filter(callback_at__lte=now).order_by("callback_at", "pk")
    behind = due.filter(Q(callback_at__gt=at) | Q(callback_at=at, pk__gt=pk)) if at else due
    return behind.first() or due.exclude(pk=pk).first()


def attempts(voice: Voice) -> list[Contact]:
    """All attempts to reach this resident, in handling and for the verdict, newest first."""
    return list(voice.contacts.select_related("by", "unit").order_by("-at", "-pk"))


def attempts_of(voice: Voice) -> list[Attempt]:
    """The attempts to ask this voice for its verdict since it was last asked, on the calendar's days."""
    if voice.asked_at is None:
        return []
    zone = zone_of(rulebook(voice.case.edition_id))
    rows = voice.contacts.filter(purpose=PURPOSE, at__gte=voice.asked_at)
    return [Attempt(row.at.astimezone(zone).date(), row.means, row.reached) for row in rows]


def answer_of(case: Case) -> Answer | None:
    """What the resident was told last, to be read out."""
    sent = case.answers.filter(state=Answer.SENT).exclude(kind=Answer.INTERIM)
    return sent.select_related("unit").order_by("-pk").first()


def protocol(voice: Voice, now: datetime) -> Protocol:
    """How far the protocol has come for this voice, by the rules of its case."""
    book = rulebook(voice.case.edition_id)
    rule = {name: int(book.rule(f"contact.{name}")) for name in ("attempts", "means", "days", "notice_days")}
    tried = attempts_of(voice)
    so_far = sought(tried)
    parts = (
        Part(_("Times tried"), so_far.attempts, rule["attempts"]),
        Part(_("Different means"), so_far.means, rule["means"]),
        Part(_("Different days"), so_far.days, rule["days"]),
    )
    enough = may_give_up(tried, least=rule["attempts"], means=rule["means"], days=rule["days"])
    ripe, today = so_far.ripe(rule["notice_days"]), now.astimezone(zone_of(book)).date()
    waits = enough and ripe is not None and today < ripe
    ready = voice.anonymous or (enough and not waits)
    return Protocol(parts, so_far.reached, ripe if waits else None, voice.anonymous, ready)


def missing(found: Protocol) -> str:
    """What is still missing before a voice may be ended without a verdict, in one sentence; empty when nothing is."""
    if found.ready:
        return ""
    if found.reached:
        return str(_("The resident was reached: ask for the verdict, or agree on a later call."))
    if found.until is not None:
        return str(_("The last attempt waits for an answer until %(day)s.") % {"day": found.until.isoformat()})
    lacking = [(part.label, part.need - part.have) for part in found.parts if not part.met]
    said = [ngettext("%(label)s: %(n)d more", "%(label)s: %(n)d more", n) % {"label": label, "n": n} for label, n in lacking]
    return str(_("Still needed:")) + " " + "、".join(said)


def quiet(book: RuleBook, now: datetime) -> Quiet:
    """The quiet hours of these rules."""
    begins, ends = book.rule("quiet.from"), book.rule("quiet.until")
    return Quiet(begins, ends, is_quiet(now.astimezone(zone_of(book)).time(), begins, ends))


def script(voice: Voice, book: RuleBook) -> str:
    """What the clerk says first; `{hotline}`, `{subject}`, `{receipt}` and `{unit}` in the rule are filled in."""
    case = voice.case
    subject = str(book.category(case.category).name) if book.chain(case.category) else case.title
    unit = case.lead_unit or case.desk
    said = str(book.rule("callback.script"))
    for name, words in (
        ("hotline", str(book.rule("hotline.number"))),
        ("subject", subject),
        ("receipt", voice.receipt),
        ("unit", unit.said),
    ):
        said = said.replace(f"{{{name}}}", words)
    return said


def zone_of(book: RuleBook) -> Any:
    """The time zone in which these rules count days."""
    return calendar_named(next(str(row.code) for row in book.content.rows("calendar"))).zone
