"""Answers to what cases tell: a suggestion for each new voice, what was confirmed, and forgetting. Decides nothing."""

from datetime import datetime
from json import loads

from sixia.cases.models import Case, Voice
from sixia.insight.suggestions import actions
from sixia.insight.suggestions.models import Suggestion
from sixia.kit.models import Entry


def suggest_for_voice(entry: Entry, now: datetime) -> None:
    """A voice was heard: keep a suggestion for it. None for what an older system brought in."""
    facts = loads(entry.body)
    if facts.get("history"):
        return
    voice = Voice.objects.select_related("case__place", "case__desk__place").filter(pk=facts["voice"]).first()
    if voice is not None:
        actions.suggest(voice, now=now)


def note_confirmed(entry: Entry, now: datetime) -> None:
    """A person dispatched the case: that is what the suggestion is measured by."""
    case = Case.objects.filter(pk=loads(entry.body)["case"]).first()
    if case is not None:
        actions.confirm(case, now=entry.at)


def forget_suggested(entry: Entry, now: datetime) -> None:
    """A voice was erased, or its case made confidential: what was drawn from the words goes."""
    facts = loads(entry.body)
    if "voice" in facts:
        actions.forget(Suggestion.objects.filter(voice=facts["voice"]))
    else:
        actions.forget(Suggestion.objects.filter(case=facts["case"]))
