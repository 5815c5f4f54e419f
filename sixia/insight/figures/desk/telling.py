"""A board as the words of a mail: the same numbers, and the address where each opens its list. Knows no way of sending."""

from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from sixia.insight.figures.desk.asking import Asked
from sixia.insight.figures.queries import boards
from sixia.insight.figures.queries.reach import READERS
from sixia.insight.figures.rules.indicators import INDICATORS
from sixia.insight.figures.templatetags.figures import brief
from sixia.people.actors import Actor


def board_words(asked: str, *, who: Actor, base: str, now: datetime) -> tuple[str, str] | None:
    """(subject, text) in the language in force, of what the reader may see now; None for whoever may read no figures any more.
    `base` is the installation's address."""
    if not who.has(*READERS):
        return None
    question = Asked(QueryDict(asked), who, now)
    lines = [
        _("%(title)s: %(now)s (before: %(before)s)")
        % {"title": line.one.title, "now": brief(line.now, line.one), "before": brief(line.before, line.one)}
        for line in boards.board(INDICATORS, question.cut, question.reach, who)
    ]
    subject = _("Figures: %(about)s") % {"about": question.about}
    address = f"{base}{reverse('desk_figures')}?{question.query}"
    return subject, "\n".join([subject, "", *lines, "", address])
