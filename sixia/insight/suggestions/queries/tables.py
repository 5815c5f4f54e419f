"""The learnt tables in force, read once per process and question, and what they say of a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sixia.cases.rules import title_of
from sixia.catalog.rules.book import RuleBook
from sixia.insight.suggestions.models import Learnt
from sixia.insight.suggestions.rules.features import Said
from sixia.insight.suggestions.rules.kinds import kind_by_words
from sixia.insight.suggestions.rules.table import Guess, Reading, Table

QUESTIONS: Final = ("topic", "kind", "triage")


@dataclass(frozen=True, slots=True)
class Thought:
    """What a machine thinks of a text: categories best first with their chances (None: only the catalog's words spoke), whether
    the first is sure enough to be suggested, the words that led there, kind and triage, and what was learnt (its id)."""

    guesses: tuple[tuple[str, float | None], ...]
    sure: bool
    words: tuple[str, ...]
    kind: str
    triage: str
    learnt: int | None


def said(text: str) -> Said:
    """The text as it is learnt and read: its first line, and all of it."""
    return Said(title_of(text), text)


def in_force() -> int | None:
    """The id of the newest learning; None before the first. One query."""
    return Learnt.objects.order_by("-pk").values_list("pk", flat=True).first()


def newest() -> Learnt | None:
    """The newest learning with its card, without the tables themselves; None before the first."""
    return Learnt.objects.defer(*QUESTIONS).order_by("-pk").first()


@lru_cache(maxsize=len(QUESTIONS) + 1)
def table(pk: int, question: str) -> Table | None:
    """One learnt table; None where too little was known for the question. Kept in memory until another is learnt."""
    data = bytes(Learnt.objects.values_list(question, flat=True).get(pk=pk))
    return Table.load(data) if data else None


def think(text: str, book: RuleBook) -> Thought:
    """Read a text: by the newest table, or by the catalog's words alone while nothing has been learnt."""
    pk = in_force()
    topic = table(pk, "topic") if pk else None
    if topic is None or pk is None:
        return _by_catalog(text, book)
    read = said(text)
    found = topic.read(read)
    known = [guess for guess in found.guesses if book.chain(guess.label)]
    best = known[0] if known else None
    kind, triage = _label(pk, "kind", read), _label(pk, "triage", read)
    row = book.category(best.label) if best else None
    return Thought(
        guesses=tuple((guess.label, round(guess.share, 3)) for guess in known),
        sure=bool(best and best.share >= topic.threshold),
        words=tuple(word for word, _weight in found.words),
        kind=kind.label if kind else _kind(text, row.kind if row else ""),
        triage=triage.label if triage else (row.triage if row else "must"),
        learnt=pk,
    )


def _label(pk: int, question: str, read: Said) -> Guess | None:
    """The table's answer where it is sure enough; else None."""
    found = table(pk, question)
    if found is None:
        return None
    answer: Reading = found.read(read, words=0)
    return answer.best if answer.best.share >= found.threshold else None


def _by_catalog(text: str, book: RuleBook) -> Thought:
    guesses = book.classify(text, most=3)
    row = book.category(guesses[0].category) if guesses else None
    ahead = len(guesses) == 1 or (len(guesses) > 1 and guesses[0].score >= 1.5 * guesses[1].score)
    return Thought(
        guesses=tuple((guess.category, None) for guess in guesses),
        sure=bool(guesses) and ahead,
        words=guesses[0].words if guesses else (),
        kind=_kind(text, row.kind if row else ""),
        triage=row.triage if row else "must",
        learnt=None,
    )


def _kind(text: str, usual: str) -> str:
    return kind_by_words(text) or usual or "help"


def labels(thought: Thought) -> Sequence[str]:
    """The codes of the likely categories, best first."""
    return [code for code, _share in thought.guesses]
