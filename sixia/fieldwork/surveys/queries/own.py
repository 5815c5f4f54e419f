"""What somebody filled in themselves, whole, so that they can correct it."""

import json
from typing import Any

from sixia.fieldwork.surveys.models import Submission
from sixia.fieldwork.surveys.rules.answering import UNKNOWN


def own_answers(row: Submission) -> dict[str, Any]:
    """Open and sealed answers together; only for whoever filled it in, who knows them already."""
    sealed: dict[str, Any] = json.loads(row.sealed) if row.sealed else {}
    sealed.pop(UNKNOWN, None)
    return merged(row.answers, sealed)


def merged(left: dict[str, Any], right: dict[str, Any]) -> dict[str, Any]:
    """Both, time by time where something is repeated."""
    made = dict(left)
    for name, value in right.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = made.get(name) or [{} for _row in value]
            made[name] = [merged(one, other) for one, other in zip(rows, value, strict=False)]
        else:
            made[name] = value
    return made
