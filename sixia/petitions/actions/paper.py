"""Documents as papers to be signed, sealed and served: whoever takes one leaves a trace, and reading a name for it another."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from sixia.cases import actions as cases
from sixia.cases.models import Voice
from sixia.catalog.queries import rulebook
from sixia.kit.alone import alone
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.papers.files import FORMS
from sixia.papers.render import Frame, render_docx, render_pdf
from sixia.people.actors import Actor
from sixia.petitions.actions.base import facts, spoken
from sixia.petitions.events import NoticeTaken
from sixia.petitions.models import Notice, Petition

PURPOSE = _("Addressing document %(number)s")
"""Why a name is read for a paper; the petitioner reads it."""
MOST_NAMES: Final = 5
"""Joint petitions send at most five representatives (信访工作条例 Art. 20); of more only the number is printed."""
WORDS: Final[dict[str, Mapping[str, str]]] = {
    "zh": {"unnamed": "信访人（回执编号%s）", "more": "%s等%d人", "between": "、"},
    "en": {"unnamed": "petitioner (receipt %s)", "more": "%s and others, %d in all", "between": ", "},
}
"""Words of the paper itself, in the language of the rules it goes by."""


def take_paper(notice: Notice, form: str, *, own: Voice | None = None, by: Actor, now: datetime) -> bytes:
    """A document as a Word or PDF file (`form` is `docx` or `pdf`), as it was issued and by the template of that day.

    Officials get the petitioners' names as far as they may read them, each reading written down with its purpose; for others,
    and for whoever asked for secrecy, the receipt stands in their place. A resident, who comes with `own`, reads that one name
    alone. Raises Refused where it cannot be made.
    """
    FORMS[form].ready()
    language = rulebook(notice.petition.case.edition_id).content.languages[0]
    language = language if language in WORDS else "en"
    frame = Frame(
        on=date.fromisoformat(notice.content["on"]),
        at=notice.made_at,
        language=language,
        number=notice.number,
        to=_told(notice.petition, notice, form, own, language, by=by, now=now),
        unit_name=notice.content["unit"],
    )
    return (render_pdf if form == "pdf" else render_docx)(notice.kind, notice.content, notice.unit, frame)


@alone
def _told(petition: Petition, notice: Notice, form: str, own: Voice | None, language: str, *, by: Actor, now: datetime) -> str:
    """Write down who takes it; returns the names it is addressed to."""
    event = NoticeTaken(notice=notice.pk, kind=notice.kind, number=notice.number, form=form, **facts(petition))
    tell(event, by=by, about=petition.stream, now=now)
    if own is not None:
        return str(own.name) or _unnamed(own, language)
    voices = list(Voice.objects.filter(pk__in=notice.content["voices"]).order_by("pk"))
    purpose = spoken(PURPOSE, number=notice.number)
    names = [_name(voice, purpose, language, by=by, now=now) for voice in voices[:MOST_NAMES]]
    words = WORDS[language]
    said = words["between"].join(names)
    return words["more"] % (said, len(voices)) if len(voices) > MOST_NAMES else said


def _name(voice: Voice, purpose: str, language: str, *, by: Actor, now: datetime) -> str:
    try:
        return str(cases.reveal(voice, purpose=purpose, by=by, now=now).name) or _unnamed(voice, language)
    except Refused:
        return _unnamed(voice, language)


def _unnamed(voice: Voice, language: str) -> str:
    return WORDS[language]["unnamed"] % voice.receipt
