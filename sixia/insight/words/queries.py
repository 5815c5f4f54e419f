"""The names known in this county, ready to be looked for in a text."""

from datetime import datetime
from functools import lru_cache

from django.db.models import Count, Max

from sixia.insight.words.models import Name
from sixia.insight.words.rules.entities import Entity, Gazetteer, entities


def gazetteer() -> Gazetteer:
    """All learnt names; one query where they have been read before, two at first and after they were learnt anew."""
    state = Name.objects.aggregate(number=Count("pk"), last=Max("learnt_at"))
    return _gazetteer(state["number"], state["last"])


def named(text: str) -> list[Entity]:
    """The places and things that a text names, by what is known in this county and by how names end."""
    return entities(text, gazetteer())


@lru_cache(maxsize=2)
def _gazetteer(number: int, last: datetime | None) -> Gazetteer:
    return Gazetteer(dict(Name.objects.values_list("name", "kind")))
