"""A brief as the words of a mail: how much there is, and where it opens; residents' words leave by no mail. Knows no sending."""

from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from sixia.insight.briefs.desk.asking import BriefAsked
from sixia.insight.briefs.queries.brief import counts
from sixia.insight.briefs.standing import LEADING
from sixia.insight.briefs.texts import TITLES
from sixia.people.actors import Actor


def brief_words(asked: str, *, who: Actor, base: str, now: datetime) -> tuple[str, str] | None:
    """(subject, text) in the language in force; None for whoever may have no brief by mail any more. `base` is the installation's
    address."""
    if not who.has(*LEADING):
        return None
    question = BriefAsked(QueryDict(asked), who, now)
    lines = [f"{TITLES[key]} {number}" for key, number in counts(question.question()).items()]
    subject = _("Evening questions: %(about)s") % {"about": question.about}
    return subject, "\n".join([subject, "", *lines, "", f"{base}{reverse('desk_brief')}?{question.query}"])
