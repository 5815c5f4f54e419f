"""Learning anew from what people confirmed; run by `sixia train` and by the worker's tick, never in a request."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from sixia.cases.models import Case, Voice
from sixia.catalog.queries import current_book
from sixia.catalog.rules.book import RuleBook
from sixia.insight.suggestions.models import Learnt
from sixia.insight.suggestions.queries.tables import said
from sixia.insight.suggestions.rules.card import card_of
from sixia.insight.suggestions.rules.features import Said
from sixia.insight.suggestions.rules.learning import MOST, Example
from sixia.insight.suggestions.rules.learning import Learnt as Answer
from sixia.insight.words.rules.text import bare

FEWEST: Final = 60
"""Confirmed cases before anything is learnt: fewer say less than the catalog's words."""
MORE: Final = 0.05
EVERY: Final = timedelta(days=7)
KEPT: Final = 6
"""Learnings that are kept, so that suggestions made by them can still be told apart."""
CATALOG_TRUST: Final = 0.6


def confirmed() -> Any:
    """Cases whose category a person confirmed by dispatching them; confidential ones and petitions are not learnt from."""
    return Case.objects.filter(dispatched_at__isnull=False, restricted=False, barred=False, track="service").exclude(category="")


def due(now: datetime) -> bool:
    """Whether learning anew is worth it: enough was confirmed, and noticeably more than last time or a week ago."""
    number: int = confirmed().count()
    last = Learnt.objects.order_by("-pk").first()
    if number < FEWEST or last is None:
        return number >= FEWEST
    heard = int(last.card.get("confirmed", 0))
    return number >= heard * (1 + MORE) + 20 or (number > heard and now - last.made_at >= EVERY)


def train(*, now: datetime) -> Learnt | None:
    """Learn from the newest confirmed cases and the catalog; keeps the tables and their card. None when too little is known."""
    book = current_book(now)
    number = confirmed().count()
    cases = list(_examples(book))
    if len(cases) < FEWEST or len({one[0].label for one in cases}) < 2:
        return None
    from sixia.insight.suggestions.rules.learning import learn_all  # loads numpy: only whoever learns needs it

    words = [Example(read, code, trust=CATALOG_TRUST, real=False) for code, read in _catalog(book)]
    examples = [one[0] for one in cases] + words
    blank = [""] * len(words)
    questions = [[one.label for one in examples]]
    for column in (1, 2):
        labels = [str(one[column]) for one in cases]
        questions.append(labels + blank if len(set(labels)) > 1 else [])
    answers = iter(learn_all(examples, [one for one in questions if one]))
    topic, kind, triage = (next(answers) if one else None for one in questions)
    if topic is None:  # for the type checker: the first question always has labels
        return None
    return _keep(book, number, cases, topic, kind, triage, now)


def _keep(
    book: RuleBook, number: int, cases: list[Any], topic: Answer, kind: Answer | None, triage: Answer | None, now: datetime
) -> Learnt:
    months = [timezone.localtime(one[3]).strftime("%Y-%m") for one in cases]
    catalog = [_by_catalog(book, one[0]) for one in cases]
    better = sum(one.right for one in topic.judged) >= sum(catalog)
    card = {
        "catalog": [sum(catalog), len(catalog)],
        "better": better,
        "confirmed": number,
        "from": min(months),
        "until": max(months),
        **card_of(topic, months),
    }
    for name, answer in (("kind", kind), ("triage", triage)):
        if answer is not None:
            card[name] = card_of(answer, months)
    with transaction.atomic():
        kept = Learnt.objects.create(
            made_at=now,
            edition=book.edition,
            texts=len(cases),
            topic=topic.table.dump() if better else b"",
            kind=kind.table.dump() if kind else b"",
            triage=triage.table.dump() if triage else b"",
            card=card,
        )
        old = list(Learnt.objects.order_by("-pk").values_list("pk", flat=True)[KEPT:])
        Learnt.objects.filter(pk__in=old).delete()
    return kept


def _by_catalog(book: RuleBook, example: Example) -> bool:
    """Whether the catalog's words alone would have been right: what was learnt must do better, or it is not used."""
    found = book.classify(example.said.text, most=1)
    return bool(found) and found[0].category == example.label


def _examples(book: RuleBook) -> Iterable[tuple[Example, str, str, datetime]]:
    """(example, kind, triage, when) of the newest confirmed cases, by their first voice. Left out are labels that the catalog
    no longer has, and those of one case alone: nothing can be judged by it."""
    rows = confirmed().order_by("-dispatched_at").values_list("pk", "category", "kind", "triage", "heard_at")[: MOST * 6 // 5]
    known = [row for row in rows if book.chain(row[1])]
    often = Counter(row[1] for row in known)
    texts = _texts([row[0] for row in known])
    for pk, category, kind, triage, heard_at in [row for row in known if row[0] in texts and often[row[1]] > 1][:MOST]:
        text = texts[pk]
        yield Example(said(text), category, group=bare(text)[:40]), kind, triage, heard_at


def _texts(cases: list[int]) -> dict[int, str]:
    """The words of each case's first voice that has any."""
    found: dict[int, str] = {}
    for start in range(0, len(cases), 500):
        rows = Voice.objects.filter(case__in=cases[start : start + 500], secret=False).exclude(text="").order_by("pk")
        for case, text in rows.values_list("case_id", "text"):
            found.setdefault(case, text)
    return found


def _catalog(book: RuleBook) -> Iterable[tuple[str, Said]]:
    """What the catalog itself says of each category: its names, synonyms and keywords, and who answers for it."""
    for row in book.categories():
        if row.restricted:
            continue
        names = " ".join(row.name.said.values())
        duties = " ".join(str(book.term("function", duty.function)) for duty in book.duties(row.code))
        yield row.code, Said(names, f"{names} {' '.join((*row.synonyms, *row.keywords))} {duties}")
