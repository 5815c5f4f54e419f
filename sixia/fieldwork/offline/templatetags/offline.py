"""Names of verbs on pages."""

from django import template

from sixia.fieldwork.offline.verbs.labels import LABELS

register = template.Library()


@register.simple_tag
def verb(name: str) -> str:
    """What was done, in the reader's language."""
    return str(LABELS.get(name, name))
