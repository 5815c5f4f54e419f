"""How well the same matter is found, on any labelled rows: recall among the first candidates, and what "surely" is worth.

Pure: no table, no file. The very functions that run at the desk, without what a plain file lacks (places, categories, callers).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sixia.insight.same.rules.likeness import KEPT_TERMS, MOST, POOL, SURE, Sketch, nearness, sketch, terms_of
from sixia.insight.same.rules.reasons import apart, named
from sixia.insight.same.rules.weights import learn

FIRST: Final = (5, 10, 20)
NEWEST: Final = 200
"""So many rows of a term are looked at, as at the desk."""


class Row(NamedTuple):
    """One message. `at` may be anything that sorts by time, or None."""

    id: str
    title: str
    text: str
    at: Any = None


@dataclass(frozen=True, slots=True)
class Found:
    """Another row with how near it is, and whether it is flagged as surely the same."""

    id: str
    score: float
    sure: bool


@dataclass(slots=True)
class Result:
    """What was measured, over messages of labelled clusters that have a companion (`asked` of them).

    `found[k]`: share with at least one companion among the first k. `recall[k]`: mean share of companions among the first k,
    of as many as k places can hold. `recall_by_issue[k]`: the same with each cluster counted once, however large.
    `precision`: of the pairs flagged as surely the same, both of them labelled, the share in one cluster; `flagged` are all such
    pairs. `precision_at_least` counts each pair with an unlabelled row as wrong. `sure_recall`: share of all pairs of one cluster
    that are flagged; `sure_recall_by_issue` with each cluster counted once.
    """

    asked: int = 0
    found: dict[int, float] = field(default_factory=dict)
    recall: dict[int, float] = field(default_factory=dict)
    recall_by_issue: dict[int, float] = field(default_factory=dict)
    flagged: int = 0
    precision: float = 0.0
    precision_at_least: float = 0.0
    sure_recall: float = 0.0
    sure_recall_by_issue: float = 0.0


class Bench:
    """All rows, sketched, with their inverted terms: what the tables hold at the desk."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """`rows` in any order; their ids must differ."""
        self.rows = sorted(rows, key=_age)
        weights = learn(f"{row.title}\n{row.text[:800]}" for row in self.rows)
        self.sketches: list[Sketch] = [sketch(row.text, weights, title=row.title) for row in self.rows]
        self.places = {row.id: at for at, row in enumerate(self.rows)}
        self.terms: dict[int, list[int]] = defaultdict(list)
        self.asked = [terms_of(row.text, weights, title=row.title) for row in self.rows]
        for at, terms in enumerate(self.asked):
            for term, _weight in terms[:KEPT_TERMS]:
                self.terms[term].append(at)

    def nearest(self, row_id: str) -> list[Found]:
        """Candidates for one row, best first, at most POOL."""
        here = self.places[row_id]
        pool: Counter[int] = Counter()
        for term, weight in self.asked[here]:
            for other in self.terms.get(term, ())[-NEWEST:]:
                pool[other] += weight  # type: ignore[assignment]  # a Counter of floats
        pool.pop(here, None)
        others = [at for at, _weight in pool.most_common(POOL)]
        scores = nearness(self.sketches[here], [self.sketches[at] for at in others])
        ranked = sorted(zip(others, scores, strict=True), key=lambda pair: (-pair[1], pair[0]))
        return [Found(self.rows[at].id, score, score >= SURE and not self._apart(here, at)) for at, score in ranked]

    def _apart(self, here: int, there: int) -> bool:
        one, other = (f"{row.title}\n{row.text[:MOST]}" for row in (self.rows[here], self.rows[there]))
        return apart(named(one), one, other)


def _age(row: Row) -> tuple[bool, Any, str]:
    """By time; rows without one count as the oldest."""
    return (True, row.at, row.id) if row.at is not None else (False, "", row.id)


def evaluate(rows: Iterable[Row], clusters: Mapping[str, Any]) -> Result:
    """Measure on `rows` with `clusters` (row id to issue): those not named belong to no known issue."""
    bench, groups = Bench(rows), defaultdict(set)
    for row_id, issue in clusters.items():
        if row_id in bench.places:
            groups[issue].add(row_id)
    issues = [group for group in groups.values() if len(group) > 1]
    seen = {row_id: bench.nearest(row_id) for group in issues for row_id in group}
    result = Result(asked=len(seen))
    if seen:
        for first in FIRST:
            _recall(result, first, issues, seen)
        _sure(result, issues, seen, clusters)
    return result


def _recall(result: Result, first: int, issues: Sequence[set[str]], seen: Mapping[str, list[Found]]) -> None:
    shares: list[list[tuple[float, bool]]] = []
    for group in issues:
        rows = []
        for row_id in group:
            hits = sum(found.id in group for found in seen[row_id][:first])
            rows.append((hits / min(first, len(group) - 1), hits > 0))
        shares.append(rows)
    flat = [row for rows in shares for row in rows]
    result.found[first] = sum(hit for _share, hit in flat) / len(flat)
    result.recall[first] = sum(share for share, _hit in flat) / len(flat)
    result.recall_by_issue[first] = sum(sum(share for share, _hit in rows) / len(rows) for rows in shares) / len(shares)


def _sure(result: Result, issues: Sequence[set[str]], seen: Mapping[str, list[Found]], clusters: Mapping[str, Any]) -> None:
    flags = {(row_id, found.id) for row_id, near in seen.items() for found in near if found.sure}
    flagged = {frozenset(pair) for pair in flags}
    known = [pair for pair in flagged if all(row_id in clusters for row_id in pair)]
    right = {pair for pair in known if len({clusters[row_id] for row_id in pair}) == 1}
    wanted = [{frozenset((a, b)) for a in group for b in group if a < b} for group in issues]
    result.flagged = len(known)
    result.precision = len(right) / len(known) if known else 0.0
    result.precision_at_least = len(right) / len(flagged) if flagged else 0.0
    result.sure_recall = len(right) / sum(map(len, wanted))
    result.sure_recall_by_issue = sum(len(right & pairs) / len(pairs) for pairs in wanted) / len(wanted)
