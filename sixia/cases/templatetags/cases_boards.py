"""Words for the numbers of boards. Knows no request."""

from collections.abc import Sequence

from django import template
from django.utils.translation import gettext as _

from sixia.cases.queries.rates import Quantile
from sixia.cases.queries.today import UnitLine
from sixia.ui.text import span

register = template.Library()


@register.filter
def time_within(found: Quantile | None) -> str:
    """“3 days”, “more than 12 days” where too few are done, or a dash."""
    if found is None:
        return "–"
    return span(found.time) if found.known else _("more than %(time)s") % {"time": span(found.time)}


@register.simple_tag
def most_open(lines: Sequence[UnitLine]) -> int:
    """The longest bar among units of one kind."""
    return max((line.open for line in lines), default=0)
