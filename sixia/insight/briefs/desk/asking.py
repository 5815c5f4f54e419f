"""What a brief or an outline is asked for, read from its address; what cannot be read is as if it had not been asked."""

from datetime import date, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sixia.catalog.queries import current_book
from sixia.insight.briefs.queries.brief import Question
from sixia.insight.briefs.queries.outline import Theme, earliest
from sixia.insight.briefs.rules import SPANS, TODAY
from sixia.insight.figures.desk.asking import Asked, Choice, topics
from sixia.insight.figures.rules.cuts import Cut

FARTHEST = 3 * 366


class BriefAsked(Asked):
    """`?span=today|week&place=&unit=`."""

    @cached_property
    def span(self) -> str:
        """Today, or the last seven days."""
        asked = self.given.get("span", "")
        return asked if asked in SPANS else TODAY

    @property
    def about(self) -> str:
        """The question in words."""
        parts = [str(self.place.name)] if self.place else []
        parts += [self.unit_name] if self.unit else []
        day = date_format(self.today, "Y-m-d")
        when = _("today, %(day)s") if self.span == TODAY else _("the seven days up to %(day)s")
        return " · ".join([*parts, when % {"day": day}])

    def question(self) -> Question:
        """The same as a value."""
        place = self.place.path if self.place else ""
        return Question(self.who, self.now, self.span, self.reach, self.unit, place)

    def tabs(self) -> list[Choice]:
        """Today and the week, each with the address that asks for it."""
        labels = {"today": _("Today"), "week": _("Seven days")}
        return [Choice(self.query_with(span=span), labels[span], span == self.span) for span in SPANS]


class OutlineAsked(Asked):
    """`?topic=&place=&since=`."""

    @cached_property
    def span(self) -> str:
        """Said by its first day instead."""
        return ""

    @cached_property
    def since(self) -> date:
        """The first day; half a year ago where none was said, never more than three years."""
        usual = earliest(self.today)
        try:
            asked = date.fromisoformat(self.given.get("since", ""))
        except ValueError:
            return usual
        return asked if self.today - timedelta(days=FARTHEST) <= asked <= self.today else usual

    @cached_property
    def cut(self) -> Cut:
        """The question as a value."""
        place = self.place.path if self.place else ""
        return Cut(self.since, self.today + timedelta(days=1), self.today, place, 0, topics(self.topic, self.now))

    def query_with(self, **changes: str) -> str:
        """As an address says it."""
        said = {"topic": self.topic, "place": self.place.code if self.place else "", "since": self.since.isoformat(), **changes}
        return urlencode({name: words for name, words in said.items() if words})

    @property
    def about(self) -> str:
        """The question in words."""
        parts = [str(current_book(self.now).category(self.topic).name)] if self.topic else []
        parts += [str(self.place.name)] if self.place else []
        return " · ".join([*parts, _("since %(day)s") % {"day": self.since.isoformat()}])

    def theme(self) -> Theme:
        """The same as a value."""
        return Theme(self.who, self.now, self.reach, self.cut)
