"""Which voices of another system are here already."""

from collections.abc import Sequence

from sixia.cases.models import Voice


def known_ids(source: str, ids: Sequence[str]) -> set[str]:
    """Those of the ids under which voices of this source are here; one query by its index."""
    rows = Voice.objects.filter(source=source, source_id__in=ids).exclude(source_id="")
    return set(rows.values_list("source_id", flat=True)) if ids else set()
