"""Events: facts in the past tense, as frozen dataclasses. What they carry is what the journal keeps."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, NamedTuple

from sixia.kit.chain import commitment


class Words(str):
    """Text that may speak of people. The journal keeps only a salted commitment; the words lie beside it and can be erased."""

    __slots__ = ()


class Witness(NamedTuple):
    """Text kept in a row of its own room: the journal keeps only the commitment, the row keeps text and salt."""

    salt: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events. Fields are str, int, bool, None, lists of them (never personal data), Words or Witness."""

    registry: ClassVar[dict[str, type["Event"]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        other = Event.registry.get(cls.__name__)
        if other is not None and other.__module__ != cls.__module__:
            raise TypeError(f"two events are called {cls.__name__}")
        Event.registry[cls.__name__] = cls

    def split(self) -> tuple[dict[str, Any], dict[str, str]]:
        """(facts, words): what goes into the chain as it is, and what goes in as a commitment."""
        facts: dict[str, Any] = {}
        words: dict[str, str] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Words):
                words[field.name] = value.replace("\x00", "")  # PostgreSQL keeps no NUL
            elif isinstance(value, Witness):
                facts[field.name] = {"witness": commitment(value.salt, value.text)}
            elif value is not None and value != "":
                facts[field.name] = value
        return facts, words
