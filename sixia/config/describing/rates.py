"""Every indicator as the registry has it: what is divided by what, what is left out, and the parts it is the sum of."""

from sixia.config.describing.tables import table
from sixia.insight.figures.rules.indicators import INDICATORS
from sixia.insight.figures.rules.parts import PARTS


def page() -> str:
    """The page about indicators."""
    intro = (
        "An indicator is a sum of parts over a sum of parts; a time is a median and a tail out of the lengths of one part, with "
        "what is still open (`.open`) and what ended otherwise (`.cut`). A part with `-` is taken away. Confidential cases, and "
        "cases about an official or a unit, are counted nowhere."
    )
    rows = [
        (f"`{one.key}`", one.title, one.numerator, one.denominator, one.left_out, _codes(one.top), _codes(one.bottom))
        for one in INDICATORS
    ]
    parts = [(f"`{part.code}`", part.rows, part.label) for part in PARTS.values()]
    heads = ("key", "indicator", "numerator", "denominator", "left out", "sum of", "over the sum of")
    return "\n\n".join(["# Indicators", intro, table(heads, rows), "## Parts", table(("part", "counts", "which"), parts)])


def _codes(codes: tuple[str, ...]) -> str:
    return " ".join(f"`{code}`" for code in codes)
