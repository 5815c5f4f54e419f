"""What an order is made from, and small rules about it; pure."""

from collections.abc import Mapping
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
    `most_extension` units of the handling limit."""

    handle: Limit
    accept: Limit | None = None
    contact: Limit | None = None
    arbitrate: Limit | None = None
    extend_decide: Limit | None = None
    most_extensions: int = 1
    most_extension: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        """As the order keeps it."""
        kinds = ("handle", "accept", "contact", "arbitrate", "extend_decide")
        limits = {kind: asdict(limit) for kind in kinds if (limit := getattr(self, kind)) is not None}
        most = self.most_extension or self.handle.amount
        return {**limits, "most_extensions": self.most_extensions, "most_extension": most, **self.extra}
