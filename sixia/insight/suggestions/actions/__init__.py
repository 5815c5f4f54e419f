"""The only writers of what was learnt and suggested."""

from sixia.insight.suggestions.actions.suggesting import confirm, forget, names_in, refresh, suggest
from sixia.insight.suggestions.actions.training import due, train

__all__ = ["confirm", "due", "forget", "names_in", "refresh", "suggest", "train"]
