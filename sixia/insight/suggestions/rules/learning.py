"""Learning a table from texts whose labels people confirmed. Pure arithmetic; knows no table of the database.

Ridge regression on rarity-weighted character runs, solved over texts instead of features: one factorisation serves all labels of
all questions, and what the table would have said of each text had it (and its near copies) not been learnt comes out exactly.
numpy and scipy are loaded when something is learnt, never before.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any, Final
from zlib import crc32

from sixia.insight.suggestions.rules.calibration import Judged, heat_of, judged, sureness_of, threshold_of
from sixia.insight.suggestions.rules.evening import corrected, offsets
from sixia.insight.suggestions.rules.features import BLOCKS, BUCKETS, Block, Said, bucket, counts
from sixia.insight.suggestions.rules.table import IDF_STEP, Table

RIDGE: Final = 0.2
"""How much a text's own label may be doubted; mild changes do not matter."""
EVEN: Final = 0.5
"""Rare labels are trusted more than frequent ones, by this power of how rare they are: else they would hardly ever be said."""
DENSE: Final = 24
"""Up to so many labels every feature keeps a weight for each; beyond, for the WIDTH it says most of."""
WIDTH: Final = 10
SLICE: Final = BUCKETS // 16
"""Features whose weights are in memory at once as broken numbers."""
MOST: Final = 10_000
"""Texts that are learnt from at once: the newest. Memory grows with their square (0.8 GB at 10,000)."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what it was: `group` is shared by near copies, `trust` is below 1 for what nobody confirmed, and `real` is false
    for words of the catalog, from which is learnt but by which nothing is judged."""

    said: Said
    label: str
    group: str = ""
    trust: float = 1.0
    real: bool = True


@dataclass(frozen=True, slots=True)
class Learnt:
    """A table, and per real example: its true label's number and the scores it gets from a table that never saw its group."""

    table: Table
    truths: list[int]
    scores: list[list[float]]

    @property
    def judged(self) -> list[Judged]:
        """The first guess for each real example with its chance, judged."""
        return judged(self.scores, self.truths, self.table.sureness)

    @property
    def chosen(self) -> list[int]:
        """The number of the first guess for each real example."""
        return [max(range(len(row)), key=row.__getitem__) for row in self.scores]


@dataclass(slots=True)
class _Space:
    """Examples as rows of numbers: `idf` by bucket, `rows` a sparse matrix."""

    idf: bytes
    rows: Any


def learn(examples: Sequence[Example], blocks: Sequence[Block] = BLOCKS) -> Learnt:
    """The table for the examples; ValueError for fewer than two labels."""
    return learn_all(examples, [[one.label for one in examples]], blocks)[0]


def learn_all(examples: Sequence[Example], questions: Sequence[Sequence[str]], blocks: Sequence[Block] = BLOCKS) -> list[Learnt]:
    """One table per question, from the same texts; `questions[q][i]` is the label of example i, "" where it is unknown."""
    space = _space([one.said for one in examples], blocks)
    solve = _Solver(space, examples, _trust(examples, questions[0]))
    return [_answer(examples, labels, space, solve, blocks) for labels in questions]


def _trust(examples: Sequence[Example], labels: Sequence[str]) -> list[float]:
    """How much each text is believed."""
    often = Counter(label for label, one in zip(labels, examples, strict=True) if one.real)
    usual = sum(often.values()) / max(1, len(often))
    even = {label: min(3.0, max(0.3, (usual / number) ** EVEN)) for label, number in often.items()}
    return [one.trust * even.get(label, 1.0) for label, one in zip(labels, examples, strict=True)]


def _space(said: Sequence[Said], blocks: Sequence[Block]) -> _Space:
    import numpy as np  # only whoever learns needs it
    from scipy import sparse  # the same

    seen = [[Counter({}) if not part else _numbered(part) for part in counts(one, blocks)] for one in said]
    often: Counter[int] = Counter()
    for parts in seen:
        often.update({number for part in parts for number in part})
    least = 2 if len(said) > 200 else 1
    idf = bytearray(BUCKETS)
    for number, times in often.items():
        if times >= least:
            idf[number] = min(255, max(1, round(IDF_STEP * (log((1 + len(said)) / (1 + times)) + 1))))
    pointers, columns, values = array("q", (0,)), array("i"), array("f")
    for parts in seen:
        for block, part in zip(blocks, parts, strict=True):
            cells = [(number, idf[number] / IDF_STEP * (1 + log(times))) for number, times in part.items() if idf[number]]
            length = sum(value * value for _number, value in cells) ** 0.5
            columns.extend(number for number, _value in cells)
            values.extend(value * block.weight / length for _number, value in cells)
        pointers.append(len(columns))
    shape = (len(said), BUCKETS)
    cells_of = (np.frombuffer(values, np.float32), np.frombuffer(columns, np.int32), np.frombuffer(pointers, np.int64))
    return _Space(bytes(idf), sparse.csr_matrix(cells_of, shape=shape))


def _numbered(part: Counter[str]) -> Counter[int]:
    found: Counter[int] = Counter()
    for feature, times in part.items():
        found[bucket(feature)] += times
    return found


class _Solver:
    """(K + ridge / trust) and its inverse: made once for all questions."""

    def __init__(self, space: _Space, examples: Sequence[Example], trust: Sequence[float]) -> None:
        import numpy as np  # only whoever learns needs it
        from scipy.linalg import lapack  # the same

        kernel = _products(space.rows)
        self.size = float(np.mean(np.diag(kernel)))
        kernel[np.diag_indices_from(kernel)] += RIDGE * self.size / np.array(trust, np.float32)
        factor, failed = lapack.spotrf(kernel, lower=1, overwrite_a=1)
        inverse, failed_too = lapack.spotri(factor, lower=1, overwrite_c=1)
        if failed or failed_too:
            raise ArithmeticError("the texts could not be told apart")
        inverse = np.tril(inverse)
        inverse += np.tril(inverse, -1).T
        self.inverse = inverse
        self.groups: dict[str, list[int]] = {}
        for place, one in enumerate(examples):
            self.groups.setdefault(one.group or f"\0{place}", []).append(place)

    def weights(self, wanted: Any) -> Any:
        """What each text contributes to each label."""
        return self.inverse @ wanted

    def unseen(self, wanted: Any, share: Any) -> Any:
        """What each text would be given had its whole group not been learnt: exact, by blocks of the inverse."""
        import numpy as np  # only whoever learns needs it

        out = np.empty_like(wanted)
        for places in self.groups.values():
            block = self.inverse[np.ix_(places, places)]
            out[places] = wanted[places] - np.linalg.solve(block, share[places])
        return out


def _products(rows: Any) -> Any:
    """Every text with every other: common features as dense numbers, which is many times quicker, rare ones as sparse."""
    import numpy as np  # only whoever learns needs it

    frequent = np.flatnonzero(rows.getnnz(axis=0) > rows.shape[0] // 50)
    dense = rows[:, frequent].toarray()
    rare = np.ones(rows.shape[1], bool)
    rare[frequent] = False
    rest = rows[:, np.flatnonzero(rare)]
    kernel = np.asfortranarray(dense @ dense.T)
    kernel += (rest @ rest.T).toarray()
    return kernel


def _answer(
    examples: Sequence[Example], labels: Sequence[str], space: _Space, solver: _Solver, blocks: Sequence[Block]
) -> Learnt:
    import numpy as np  # only whoever learns needs it

    names = sorted(name for name, _times in Counter(label for label in labels if label).most_common(255))
    labels = [label if label in names else "" for label in labels]
    if len(names) < 2:
        raise ValueError("fewer than two labels")
    number = {name: place for place, name in enumerate(names)}
    wanted = np.full((len(labels), len(names)), -1.0, np.float32)
    known = np.array([bool(label) for label in labels])
    for place, label in enumerate(labels):
        if label:
            wanted[place, number[label]] = 1.0
    middle = wanted[known].mean(0)
    wanted -= middle
    wanted[~known] = 0.0
    share = solver.weights(wanted)
    unseen = solver.unseen(wanted, share) + middle
    judging = [place for place, one in enumerate(examples) if one.real and labels[place]]
    truths = [number[labels[place]] for place in judging]
    honest, right = unseen[judging].astype(np.float64), np.array(truths)
    scores = corrected(honest, right, [_part(examples[place], place) for place in judging]).tolist()
    middle = middle + offsets(honest, right)
    sureness = sureness_of(scores, truths)
    head = {
        "labels": names,
        "bias": [float(value) for value in middle],
        "heat": heat_of(scores, truths),
        "sureness": sureness,
        "threshold": threshold_of(judged(scores, truths, sureness)),
        "blocks": [[block.part, block.size, block.weight] for block in blocks],
    }
    return Learnt(_packed(head, space, share), truths, scores)


def _part(one: Example, place: int) -> int:
    """A number that near copies share."""
    return crc32(one.group.encode()) if one.group else place


def _packed(head: dict[str, Any], space: _Space, share: Any) -> Table:
    """Weights of features in whole numbers from -127 to 127."""
    import numpy as np  # only whoever learns needs it

    turned = space.rows.T.tocsr()
    known = np.frombuffer(space.idf, np.uint8) > 0
    slices = [slice(start, start + SLICE) for start in range(0, BUCKETS, SLICE)]
    tops = [np.abs(turned[part] @ share).max(axis=1)[known[part]] for part in slices]
    top = float(np.quantile(np.concatenate(tops), 0.9995)) or 1.0
    sparse = share.shape[1] > DENSE
    width = WIDTH if sparse else share.shape[1]
    packed, codes = array("b"), bytearray()
    for part in slices:
        whole = np.clip(np.rint((turned[part] @ share) * (127 / top)), -127, 127).astype(np.int8)
        if sparse:
            order = np.argsort(-np.abs(whole.astype(np.int16)), axis=1, kind="stable")[:, :WIDTH]
            whole = np.take_along_axis(whole, order, axis=1)
            codes += order.astype(np.uint8).tobytes()
        packed.frombytes(np.ascontiguousarray(whole).tobytes())
    return Table({**head, "scale": top / 127, "width": width, "sparse": sparse}, space.idf, packed, bytes(codes) or None)
