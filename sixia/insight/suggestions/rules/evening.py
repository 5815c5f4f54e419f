"""Which labels a table says too readily and which too seldom, and by how much to correct it.

numpy and scipy are loaded when something is learnt, never before.
"""

from collections.abc import Sequence
from typing import Any, Final

PARTS: Final = 3
"""What a correction is worth is judged on rows it was not found on."""
HELD: Final = 3.0
"""How strongly corrections are held back: a label needs that many rows before its own is believed."""
ROUNDS: Final = 60
HEAT: Final = 3.0


def offsets(scores: Any, truths: Any) -> Any:
    """What to add to the scores of each label so that it is said as often as it is true (greatest likelihood).

    `scores` is an array of rows by labels that no row's own table gave, `truths` the right label of each row.
    """
    import numpy as np  # only whoever learns needs it
    from scipy.optimize import minimize  # the same

    rows, labels = scores.shape
    spread = float(scores.std()) or 1.0
    given, at = scores / spread, (np.arange(rows), truths)
    seen = np.bincount(truths, minlength=labels)

    def loss(found: Any) -> tuple[float, Any]:
        raised = given * found[0] + found[1:]
        raised -= raised.max(1, keepdims=True)
        chance = np.exp(raised)
        chance /= chance.sum(1, keepdims=True)
        worth = -float(np.log(chance[at] + 1e-12).sum()) + HELD / 2 * float((found[1:] ** 2).sum())
        slope_heat = float((given * chance).sum() - given[at].sum())
        return worth, np.concatenate(([slope_heat], chance.sum(0) - seen + HELD * found[1:]))

    start = np.zeros(labels + 1)
    start[0] = HEAT
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return found[1:] * (spread / max(float(found[0]), 0.1))


def corrected(scores: Any, truths: Any, groups: Sequence[int]) -> Any:
    """The scores with the corrections that the other parts of the rows ask for: rows of one group lie in one part."""
    import numpy as np  # only whoever learns needs it

    part, out = np.array(groups) % PARTS, scores.copy()
    for one in range(PARTS):
        inside = part == one
        if inside.any() and not inside.all():
            out[inside] += offsets(scores[~inside], truths[~inside])
    return out
