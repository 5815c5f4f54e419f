"""Words for the numbers of boards. Knows no request."""

from collections.abc import Sequence

from django import template

from sixia.cases.queries.today import UnitLine

register = template.Library()


@register.simple_tag
def most_open(lines: Sequence[UnitLine]) -> int:
    """The longest bar among units of one kind."""
    return max((line.open for line in lines), default=0)
