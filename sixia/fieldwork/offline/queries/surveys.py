"""Surveys that somebody takes along to fill in without a network: the questions, never an answer."""

import json
from typing import Any, Final

from django.db.models import Max
from django.utils.translation import get_language

from sixia.fieldwork.surveys import standing
from sixia.fieldwork.surveys.flow import FILLER, OFFICE, OPEN
from sixia.fieldwork.surveys.models import Form, Survey
from sixia.fieldwork.surveys.rules.definition import language_for
from sixia.kit.standing import roles_in_rows
from sixia.people.actors import Actor

MOST: Final = 12
"""Surveys, the newest first."""
ROOM: Final = 1_500_000
"""Characters of all definitions together; a form that has no room any more is named without its questions."""


def surveys(who: Actor) -> list[dict[str, Any]]:
    """Surveys that run and that the reader may fill in, each in its newest version; two queries."""
    running = Survey.objects.visible_to(who).filter(state=OPEN)
    roles = roles_in_rows(running, standing.SURVEY, who)
    mine = sorted((pk for pk, held in roles.items() if held & {OFFICE, FILLER}), reverse=True)[:MOST]
    newest = Form.objects.filter(survey__in=mine).values("survey").annotate(newest=Max("pk")).values("newest")
    room, found = ROOM, []
    for form in Form.objects.filter(pk__in=newest).select_related("survey__place").defer("xform").order_by("-survey_id"):
        room -= len(json.dumps(form.definition))
        found.append(
            {
                "form": form.pk,
                "survey": form.survey_id,
                "title": form.survey.title,
                "place": str(form.survey.place),
                "language": language_for(form.questions.languages, get_language() or "zh-hans"),
                "definition": form.definition if room >= 0 else None,
            }
        )
    return found
