"""What an issue is called: residents' own words, a short line and the commonest phrases; pure. No machine writes it."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from sixia.insight.hot.rules.clusters import Cluster
from sixia.insight.hot.rules.lexicon import Lexicon
from sixia.insight.hot.rules.marks import Mark, Said
from sixia.kit.masking import mask

LINE: Final = 40
PHRASES: Final = 6


def phrases(marks: Sequence[Mark], lexicon: Lexicon, most: int = PHRASES) -> list[str]:
    """The words that most of its voices share and few others have, as residents wrote them; a word within another is left out."""
    carried = Counter(word for one in marks for word in (*one.what, *one.where) if word[0] not in "@&#")
    least = 1 if len(marks) < 3 else max(2, len(marks) // 5)
    ranked = sorted(
        (word for word, n in carried.items() if n >= least and not word.isdigit()),
        key=lambda word: (-carried[word] * lexicon.rare(word), word),
    )
    kept: list[str] = []
    for word in ranked:
        if not any(word in other or other in word for other in kept):
            kept.append(word)
        if len(kept) == most:
            break
    return kept


def line(voices: Sequence[Said], marks: Sequence[Mark], whole: Cluster) -> str:
    """The title of the voice that says best what all say, shortened, with numbers of people masked."""
    ranked = sorted(zip(voices, marks, strict=True), key=lambda pair: (-whole.nearness(pair[1]), len(pair[0].title), pair[0].at))
    return shortened(ranked[0][0].title) if ranked else ""


def shortened(title: str) -> str:
    """A title as it is shown."""
    said = mask(" ".join(title.split()))
    return said if len(said) <= LINE else f"{said[: LINE - 1]}…"
