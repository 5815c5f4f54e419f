"""Acts on one thing happen one after the other: whoever acts holds the thing's stream from the first moment to the last."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from django.db import transaction

from sixia.kit.journal import hold


class Streamed(Protocol):
    """Anything that is told of in a journal stream."""

    @property
    def stream(self) -> str: ...


T = TypeVar("T", bound=Streamed)
R = TypeVar("R")
P = ParamSpec("P")


def alone(act: Callable[Concatenate[T, P], R]) -> Callable[Concatenate[T, P], R]:
    """All of the act or nothing, and nobody else acts on its first argument meanwhile.

    What the act reads then is what it changes: of two at the same moment the second sees what the first has done, and is
    refused in words where it comes too late.
    """

    @wraps(act)
    def held(thing: T, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            hold(thing.stream)
            return act(thing, *args, **kwargs)

    return held
