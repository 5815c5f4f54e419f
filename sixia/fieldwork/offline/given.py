"""What a device has sent with an act, read one field at a time; whatever does not fit is refused with a sentence."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Refused, Text

MOST_TEXT: Final = 12_000
MOST_NUMBER: Final = 2**31 - 1
Key = int | UUID
"""A thing by its number in the house, or by the name it was given on the device."""


class Conflict(Refused):
    """Somebody else has written the same field meanwhile: `theirs` is what stands there now, `version` what to begin from."""

    def __init__(self, sentence: Text, *, theirs: str, version: int) -> None:
        super().__init__("stale", sentence)
        self.theirs, self.version = theirs, version


class Given:
    """The fields of one act."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    def has(self, name: str) -> bool:
        """Whether anything was sent under this name."""
        return self._fields.get(name) not in (None, "", [])

    def text(self, name: str, most: int = MOST_TEXT) -> str:
        """Words; empty where nothing was sent."""
        value = self._fields.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise _unfit(name)
        if len(value) > most:
            sentence = _("This text is too long: at most %(most)d characters. Shorten it and send it again.")
            raise Refused("guard", sentence % {"most": most}, fields=[name])
        return value.strip()

    def word(self, name: str, fallback: str) -> str:
        """A short word of a list, which whoever takes it looks up."""
        return self.text(name, 40) or fallback

    def flag(self, name: str) -> bool:
        """Yes or no."""
        return self._fields.get(name) is True

    def number(self, name: str) -> int | None:
        """A whole number from 0; None where nothing was sent."""
        if not self.has(name):
            return None
        value = self._fields[name]
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_NUMBER:
            raise _unfit(name)
        return value

    def day(self, name: str) -> date | None:
        """A day as YYYY-MM-DD; None where nothing was sent."""
        text = self.text(name, 10)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise _unfit(name) from error

    def uuid(self, name: str) -> UUID | None:
        """The name of another act; None where nothing was sent."""
        text = self.text(name, 36)
        try:
            return UUID(text) if text else None
        except ValueError as error:
            raise _unfit(name) from error

    def key(self, name: str) -> Key:
        """A thing by number or by the name given on the device."""
        value = self._fields.get(name)
        found: Key | None = self.uuid(name) if isinstance(value, str) else self.number(name)
        if found is None:
            raise _unfit(name)
        return found

    def numbers(self, name: str, most: int = 20) -> tuple[int, ...]:
        """Several numbers."""
        value = self._fields.get(name) or []
        if not isinstance(value, list) or len(value) > most:
            raise _unfit(name)
        return tuple(number for one in value if (number := Given({name: one}).number(name)) is not None)

    def mapping(self, name: str) -> dict[str, Any]:
        """Named values, as a survey has them."""
        value = self._fields.get(name)
        if not isinstance(value, dict):
            raise _unfit(name)
        return value


def _unfit(name: str) -> Refused:
    return Refused("guard", _("This record cannot be read. Open it, look through it and send it again."), fields=[name])
