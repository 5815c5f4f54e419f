"""What an order is made from, and small rules about it; pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sixia.kit.clocks import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What an order is about: kind and id of the thing above, its territory, and who may not know of it.

    `brief` is one line without personal data that the unit reads in its list.
    """

    kind: str
    pk: int
    place_path: str
    brief: str
    restricted: bool = False
    barred: bool = False

    @property
    def stream(self) -> str:
        """The journal stream of the matter."""
        return f"{self.kind}:{self.pk}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Norms:
    """The limits of one order by clock kind; `handle` is always there. `most_extensions` may be granted, each of at most
    `most_extension` units of the handling limit. `guided`: the matter's own procedure moves the order, people do not."""

    handle: Limit
    accept: Limit | None = None
    contact: Limit | None = None
    arbitrate: Limit | None = None
    extend_decide: Limit | None = None
    most_extensions: int = 1
    most_extension: int = 0
    guided: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        """As the order keeps it."""
        kinds = ("handle", "accept", "contact", "arbitrate", "extend_decide")
        limits = {kind: asdict(limit) for kind in kinds if (limit := getattr(self, kind)) is not None}
        most = self.most_extension or self.handle.amount
        guided = {"guided": True} if self.guided else {}
        return {**limits, "most_extensions": self.most_extensions, "most_extension": most, **guided, **self.extra}


def boilerplate(text: str, earlier: Iterable[str], run: int = 12) -> float:
    """The share (0 to 1) of a text's letters that lie in runs of at least `run` letters which earlier texts have word for word.

    Spaces, punctuation and digits do not count, so that a date or a name alone changes nothing. 0 for an empty text.
    """
    bare = _letters(text)
    if len(bare) < run:
        return 0.0
    known = {old[i : i + run] for old in map(_letters, earlier) for i in range(len(old) - run + 1)}
    covered = [False] * len(bare)
    for i in range(len(bare) - run + 1):
        if bare[i : i + run] in known:
            covered[i : i + run] = [True] * run
    return sum(covered) / len(bare)


def said_in(text: str) -> dict[str, bool]:
    """Which of the things a resident wants to read stand in a text: `place`, `act`, `date`, `contact`. Hints by their
    wording, never a judgement; in the order in which they are shown. Phrases that say nothing are passed over."""
    text = _EMPTY.sub("", text)
    return {name: pattern.search(text) is not None for name, pattern in _SAID.items()}


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha())


_EMPTY = re.compile(
    r"经(?:核查|核实|查实|调查了解)|正在(?:处理|处置|办理|核实|研究)中?"
    r"|(?:已经?)?(?:转交?|移交|交由|反馈|反映)(?:至|给|到)?[^，。；,.;]{0,12}(?:部门|单位|科室|机构)"
    r"(?:处理|处置|办理|核实|解决|研究)?"
    r"|[已予]?(?:妥善|及时|依法|按规定)?(?:处理|处置|解决)(?:完毕|完成)?(?=[。，,.!！]|$)|(?:properly )?handled(?: properly)?",
    re.IGNORECASE,
)
_SAID = {
    "place": re.compile(
        r"[村镇乡街路巷弄号楼栋院区桥口园站所社]|现场|小区|门前|here\b|street|road|village|house|site|corner|square",
        re.IGNORECASE,
    ),
    "act": re.compile(
        r"已|修|换|拆|装|清理|查|处理|处罚|整改|协调|安排|完成|责令|约谈|发放|疏通|更换|补|"
        r"\b(?:repaired|replaced|removed|cleaned|checked|fixed|installed|ordered|paid|inspected|done|cleared)\b",
        re.IGNORECASE,
    ),
    "date": re.compile(
        r"[0-9０-９一二三四五六七八九十]+\s*[月日号]|昨[天日]|今[天日]|当[天日]|20[0-9]{2}[-/.年]"
        r"|\b(?:today|yesterday|january|february|march|april|may|june|july|august|september|october|november|december)\b",
        re.IGNORECASE,
    ),
    "contact": re.compile(r"[0-9][0-9 -]{4,}[0-9]|电话|联系|致电|call\b|phone|telephone", re.IGNORECASE),
}
