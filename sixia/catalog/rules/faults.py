"""What is wrong with a profile, as sentences with the place to mend. Knows no table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend: the file and line (0 when the file as a whole is meant), and a sentence."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}" if self.line else f"{self.file}: {self.sentence}"


class ProfileError(Exception):
    """A profile that cannot be used; `faults` say all that must be mended, nothing of it was applied."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__(self.faults)

    def __str__(self) -> str:
        head = _("The profile was not applied: %(count)s things must be mended first.") % {"count": len(self.faults)}
        return "\n".join([head, *(str(fault) for fault in self.faults)])
