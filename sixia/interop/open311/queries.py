"""What the channel reads: services of the rules in force, and public cases, never anybody's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Greatest

from sixia.cases.models import Case, CaseRows, Voice
from sixia.cases.queries.public import public_cases
from sixia.cases.rules import read_receipt
from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.rows import CategoryRow
from sixia.interop.models import ApiKey
from sixia.interop.open311.rules import Search, Window
from sixia.interop.rules import key_digest
from sixia.kit.models import Entry

LOOK_BACK: Final = timedelta(days=366)
"""How long before a change the matter may have been heard, when only changes are asked for: keeps that search bounded."""
REOPENED: Final = ("CaseReopened", "CaseSupervised")


@dataclass(frozen=True, slots=True)
class Row:
    """One public case under the number it is known by here, and when it last changed for its residents."""

    number: str
    case: Case
    updated: datetime


def services(book: RuleBook) -> list[CategoryRow]:
    """What may be asked for: the public categories that have none below them, in the order of the rules."""
    inner = {row.parent for row in book.categories()}
    return [row for row in book.categories(public=True) if row.code not in inner and row.kind != "accusation"]


def service(book: RuleBook, code: str) -> CategoryRow | None:
    """The service of this code, or None."""
    return next((row for row in services(book) if row.code == code), None)


def key_of(secret: str) -> ApiKey | None:
    """The active key whose secret this is, with its desk."""
    rows = ApiKey.objects.filter(active=True).select_related("desk__place")
    return rows.filter(digest=key_digest(secret)).first() if secret else None


def find(search: Search) -> list[Row]:
    """The public cases a search asks for, newest first; three queries at most."""
    if search.ids:
        return by_numbers(search.ids)
    rows = _rows()
    if search.codes:
        rows = rows.filter(category__in=search.codes)
    if search.open is not None:
        rows = rows.filter(open=search.open)
    if search.requested:
        rows = rows.filter(heard_at__gte=search.requested.first, heard_at__lt=search.requested.after)
    if search.updated:
        rows = _changed(rows, search.updated)
        if not search.requested:
            rows = rows.filter(heard_at__gte=search.updated.first - LOOK_BACK, heard_at__lt=search.updated.after)
    at = (search.page - 1) * search.size
    return _told(list(rows.order_by("-heard_at", "-pk")[at : at + search.size]))


def by_numbers(numbers: Iterable[str]) -> list[Row]:
    """The public cases of these numbers: the receipts of their voices, or the numbers of the public list."""
    typed = [(number, read_receipt(number[:60])) for number in numbers]
    receipts = {receipt for _number, receipt in typed if receipt}
    voices = dict(Voice.objects.filter(receipt__in=receipts).values_list("receipt", "case_id")) if receipts else {}
    plain = {int(number) for number, receipt in typed if not receipt and _is_number(number)}
    found = _told(list(_rows().filter(pk__in={*plain, *voices.values()})))
    cases = {row.case.pk: row for row in found}
    rows = [cases[pk] for pk in plain if pk in cases]
    rows += [replace(cases[pk], number=receipt) for receipt, pk in voices.items() if pk in cases]
    rows = list({row.number: row for row in rows}.values())
    return sorted(rows, key=lambda row: (row.case.heard_at, row.case.pk), reverse=True)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _rows() -> CaseRows:
    return public_cases().select_related("place__parent__parent", "lead_unit", "desk__place")


def _changed(rows: CaseRows, window: Window) -> CaseRows:
    """Those whose last change lies in the window. Reopening leaves no date on the case; the journal knows it."""
    heard = F("heard_at")
    open_one = Greatest(heard, Coalesce("dispatched_at", heard), Coalesce("answered_at", heard))
    latest = models.Case(When(closed_at__isnull=False, then="closed_at"), default=open_one)
    stream = Concat(Value("case:"), Cast(OuterRef("pk"), models.CharField()))
    again = Entry.objects.filter(stream=stream, event__in=REOPENED, at__gte=window.first, at__lt=window.after)
    inside = Q(latest__gte=window.first, latest__lt=window.after) | Q(Exists(again), open=True, negatives__gt=0)
    return rows.alias(latest=latest).filter(inside)


def _told(cases: Sequence[Case]) -> list[Row]:
    """A case handed in here is known by its receipt, any other by the number it has on the public list: a receipt that came
    another way is shown to nobody, since it is half of what opens a voice."""
    again = _reopened([case for case in cases if case.open and case.negatives])
    mine = Voice.objects.filter(case__in=[case.pk for case in cases], channel="api").order_by("-pk")
    receipts = dict(mine.values_list("case_id", "receipt"))
    return [Row(receipts.get(case.pk, str(case.pk)), case, _updated(case, again.get(case.pk))) for case in cases]


def _reopened(cases: Sequence[Case]) -> dict[int, datetime]:
    if not cases:
        return {}
    told = Entry.objects.filter(stream__in=[case.stream for case in cases], event__in=REOPENED)
    last = told.order_by().values_list("stream").annotate(last=Max("at"))
    return {int(stream.partition(":")[2]): at for stream, at in last}


def _updated(case: Case, again: datetime | None) -> datetime:
    if case.closed_at is not None:
        return case.closed_at
    return max(at for at in (case.heard_at, case.dispatched_at, case.answered_at, again) if at is not None)
