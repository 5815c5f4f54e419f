"""What residents and officials read in messages: from the catalog's templates, in the reader's own language."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sixia.cases.models import Case, Voice
from sixia.catalog.rules.book import RuleBook
from sixia.interop.rules import fill


@dataclass(frozen=True, slots=True)
class Note:
    """Subject and text of one message."""

    subject: str
    text: str


def to_resident(
    state: str,
    *,
    case: Case,
    voice: Voice,
    book: RuleBook,
    link: str,
    values: dict[str, str],
    until: datetime | None = None,
) -> Note:
    """The message for one step (`heard`, `extended`, `answered`, ...), by the edition's template or a plain sentence.

    `until` is the due moment the step itself tells, where it does; else the case's stands in the text.
    """
    with translation.override(voice.language):
        known = {
            "receipt": voice.receipt,
            "subject": _subject(case, book),
            "category": _subject(case, book),
            "unit": case.lead_unit.said if case.lead_unit else case.desk.said,
            "phone": (case.lead_unit.phone if case.lead_unit else "") or str(book.rule("hotline.number")),
            "hotline": str(book.rule("hotline.number")),
            "due": day(until or case.due_at),
            "place": case.place.name if case.place else "",
            "next": _("a dispatcher sends it to the unit that must act"),
            "link": link,
            **values,
        }
        rows = book.templates(case.category, state)
        chosen = next((row for row in rows if row.code == state), None)
        template = str(chosen.text) if chosen and state not in ("answered", "redirected") else _plain(state)
        subject = _("Your concern %(receipt)s") % {"receipt": voice.receipt}
        return Note(subject, fill(template, known))


def to_official(what: str, *, case: Case, link: str, language: str) -> Note:
    """A line for an official: what waits, and where; no personal data, since it travels by mail."""
    with translation.override(language or settings.LANGUAGE_CODE):
        sentences = {
            "issued": _("A new order waits to be accepted."),
            "refused": _("An order was refused; please decide which unit must act."),
            "appointed": _("Your unit was appointed for an order."),
            "proposed": _("An answer waits for your check."),
            "sent_back": _("An answer was sent back to you."),
            "reopened": _("A resident did not accept the answer: the case is yours again, one level up."),
            "supervised": _("A case was not accepted a second time and waits for your review."),
            "added": _("A resident has added something."),
            "withdrawn": _("An order was withdrawn."),
            "reminded": _("You are reminded of an order."),
            "warned": _("A time limit will soon be over."),
            "breached": _("A time limit has been missed."),
            "extension": _("An extension was asked for; please decide."),
            "extended": _("Your unit was given more time for an order."),
            "denied": _("Your unit was given no more time for an order."),
            "returned": _("Your unit’s report on an order did not suffice; please go on."),
            "objected": _("A unit objects to a petition; please verify and decide."),
            "reclaimed": _("A petition was ordered to be taken up again."),
            "new_facts": _("New facts were told about a petition."),
            "review_asked": _("A review of a petition was asked for."),
            "agreement_broken": _("The agreement on a petition was not kept; it goes on."),
        }
        sentence = sentences[what]
        subject = f"{sentence} ({case.pk})"
        due = _("Due: %(due)s") % {"due": moment(case.due_at)} if case.due_at else ""
        return Note(subject, "\n".join(part for part in (sentence, due, link) if part))


def day(at: datetime | None) -> str:
    """A date as people say it; a limit that ends at midnight ends on the day before."""
    if at is None:
        return ""
    return date_format(localtime(at - timedelta(seconds=1)), "DATE_FORMAT")


def moment(at: datetime | None) -> str:
    """Date and time."""
    return date_format(localtime(at), "DATETIME_FORMAT") if at else ""


def _subject(case: Case, book: RuleBook) -> str:
    """What it is about, for a message that others may see over somebody's shoulder: of a confidential matter, nothing."""
    if case.restricted:
        return _("what you told us")
    return str(book.category(case.category).name) if book.chain(case.category) else case.get_kind_display()


def _plain(state: str) -> str:
    return {
        "heard": _("We have received your concern, number {receipt}. See where it stands at any time: {link}"),
        "answered": _("Number {receipt}: {unit} has answered. Please read it and say whether it is solved: {link}"),
        "interim": _("Number {receipt}: {unit} tells you how it stands: {link}"),
        "redirected": _("Number {receipt}: another lawful way is open for this. Read why and how: {link}"),
        "explained": _("Number {receipt}: read why the law allows no more, and what you can do: {link}"),
        "asked": _("Number {receipt}: {unit} has a question for you: {link}"),
        "extended": _("Number {receipt}: it takes longer, until {due}, because: {reason}. {link}"),
        "redo": _("Number {receipt}: you did not accept the answer; it goes on one level up, until {due}. {link}"),
        "supervised": _("Number {receipt}: a supervisor now reviews your concern. {link}"),
        "joined": _("Number {receipt}: others reported the same; you get your own answer and give your own verdict. {link}"),
        "closed": _("Number {receipt}: closed. If it comes back, say so here: {link}"),
    }[state]
