"""What every step of a petition needs: its limits, its next due moment, its documents with numbers, and telling residents."""

import json
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.cases import actions as cases
from sixia.cases import norms
from sixia.catalog.queries import rulebook
from sixia.catalog.rules.rows import NormRow
from sixia.kit import clocks
from sixia.kit.calendar import WorkCalendar, last_day
from sixia.kit.clocks import Limit
from sixia.kit.events import Witness
from sixia.kit.flow import Refused
from sixia.kit.journal import hold, tell
from sixia.orders import actions as orders
from sixia.orders.models import Order
from sixia.papers.rules.words import day_in_words
from sixia.people.actors import SYSTEM, Actor
from sixia.people.models import Unit
from sixia.petitions import flow
from sixia.petitions.events import NoticeMade
from sixia.petitions.models import Notice, Petition
from sixia.petitions.rules import number_of
from sixia.petitions.rules.documents import DOCUMENTS, PARTS, Document


def norm(petition: Petition, clock: str) -> NormRow | None:
    """The norm of one clock kind for this petition by the rules its case goes by."""
    return norms.norm(rulebook(petition.case.edition_id), petition.case, clock)


def limit(petition: Petition, clock: str) -> Limit | None:
    """The limit of one clock kind; None when the rules set none."""
    row = norm(petition, clock)
    return row.limit if row else None


def needed(petition: Petition, clock: str) -> Limit:
    """A limit without which nothing can be given to a unit. Raises Refused when the rules have none."""
    found = limit(petition, clock)
    if found is None:
        raise Refused(
            "missing", gettext_lazy("The rules in force set no limit for this step of a petition. Load a profile that does.")
        )
    return found


def due_of(petition: Petition, clock: str) -> datetime | None:
    """When the running clock of this kind is due; None when none runs."""
    return clocks.running(petition.key, [clock]).values_list("due_at", flat=True).first()


def aim(petition: Petition) -> None:
    """Let petition and case show the next duty of an office: the earliest of its running clocks."""
    running = clocks.running(petition.key, flow.DUTIES).filter(paused_at=None)
    due_at = clocks.due_first(list(running)) if not petition.over else None
    Petition.objects.filter(pk=petition.pk).update(due_at=due_at)
    petition.due_at = due_at
    if petition.case.open:
        cases.be_due(petition.case, due_at=due_at)


def facts(petition: Petition) -> dict[str, Any]:
    """What every event says."""
    return {"petition": petition.pk, "case": petition.case_id}


def head(petition: Petition, unit: Unit, now: datetime) -> dict[str, Any]:
    """The parts that every document begins with."""
    voices = list(petition.case.voices.exclude(state="withdrawn").order_by("pk").values_list("pk", "receipt"))
    return {
        "unit": unit.name,
        "on": day(petition, now),
        "voices": tuple(pk for pk, _receipt in voices),
        "receipts": tuple(receipt for _pk, receipt in voices),
        "request": petition.request,
    }


def day(petition: Petition, at: datetime) -> str:
    """The local day of a moment, as an ISO date."""
    return at.astimezone(_calendar(petition).zone).date().isoformat()


def final_day(petition: Petition, due_at: datetime) -> str:
    """The last day of a limit, as an ISO date."""
    return final_date(petition, due_at).isoformat()


def final_date(petition: Petition, due_at: datetime) -> date:
    """The last day of a limit."""
    return last_day(_calendar(petition), due_at)


def today(petition: Petition, now: datetime) -> date:
    """The local day."""
    return now.astimezone(_calendar(petition).zone).date()


def _calendar(petition: Petition) -> WorkCalendar:
    """The calendar of the handling limit, or the first one of the rules."""
    book = rulebook(petition.case.edition_id)
    row = norm(petition, flow.HANDLE)
    return clocks.calendar_named(row.calendar if row else next(str(one.code) for one in book.content.rows("calendar")))


def require(document: Document, move: str) -> None:
    """Raises Refused that names every part the law requires and that is missing."""
    missing = document.missing()
    if missing:
        names = "、".join(str(PARTS[name]) for name in missing)
        sentence = _("The document “%(title)s” cannot be issued (Art. %(article)s). These parts are missing: %(parts)s.")
        given = {"title": document.TITLE, "article": document.ARTICLE, "parts": names}
        raise Refused("missing", sentence % given, move=move, fields=missing)


def publish(petition: Petition, document: Document, *, unit: Unit, by: Actor, now: datetime) -> Notice:
    """Issue a document under the unit's next number of this kind and year; most kinds wait to be served. Raises Refused."""
    require(document, document.KIND)
    year = today(petition, now).year
    hold(f"numbers:{unit.pk}")  # two petitions of one unit, each with a document at the same moment
    same = Notice.objects.filter(unit=unit, kind=document.KIND, year=year)
    count = (same.aggregate(last=Max("count"))["last"] or 0) + 1
    notice = Notice.objects.create(
        petition=petition,
        kind=document.KIND,
        unit=unit,
        year=year,
        count=count,
        number=number_of(document.WORD, year, count),
        stage=petition.stage,
        content=document.content(),
        salt=secrets.token_hex(16),
        made_at=now,
        made_by_id=by.account_id,
    )
    petition.to_serve += document.SERVE
    Petition.objects.filter(pk=petition.pk).update(to_serve=petition.to_serve)
    event = NoticeMade(notice=notice.pk, kind=notice.kind, number=notice.number, text=witness(notice), **facts(petition))
    tell(event, by=by, about=petition.stream, now=now)
    return notice


def witness(notice: Notice) -> Witness:
    """All parts of a document as the journal commits to them."""
    return Witness(notice.salt, json.dumps(notice.content, ensure_ascii=False, sort_keys=True))


def title_of(kind: str) -> str | Promise:
    """What people call this kind of document."""
    return DOCUMENTS[kind].TITLE


def inform(petition: Petition, sentence: str | Promise, *, by: Actor, now: datetime, **values: Any) -> None:
    """Tell all residents of the case in the language of this installation; `sentence` is a lazy text with named places."""
    cases.notify(petition.case, reply=cases.Reply(text=spoken(sentence, **values)), by=by, now=now)


def spoken(text: object, **values: Any) -> str:
    """A lazy text in the language of this installation, whoever acts: documents and words to residents are written in it,
    dates among the values as they are printed."""
    language = settings.LANGUAGE_CODE.partition("-")[0]
    written = {name: day_in_words(one, language) if isinstance(one, date) else one for name, one in values.items()}
    with translation.override(settings.LANGUAGE_CODE):
        return str(text) % written if written else str(text)


def label(pairs: Sequence[tuple[Any, Any]], value: Any) -> str:
    """What people read for a stored word, in the language of this installation."""
    return spoken(dict(pairs).get(value, value))


def source(petition: Petition, clock: str) -> str:
    """The source of law of a limit, in the language of this installation."""
    row = norm(petition, clock)
    return spoken(row.source) if row else ""


def lead(petition: Petition) -> Order | None:
    """The open order of whoever must act."""
    return Order.objects.on("case", petition.case_id).open().filter(part=Order.LEAD).order_by("-pk").first()


def sign(petition: Petition, *, by: Actor, now: datetime) -> None:
    """Whoever acts on an order that still waits to be accepted accepts it in the same act."""
    order = lead(petition)
    if order is not None and order.state == "issued" and order.unit_id in by.unit_ids:
        orders.accept(order, by=by, now=now)


def end_order(petition: Petition, report: str, *, now: datetime) -> None:
    """The order in hand is done with this report."""
    order = lead(petition)
    if order is not None and order.state == "accepted":
        orders.report(order, report=report, by=SYSTEM, now=now)
