"""Who has opened a booking in their browser, with receipt code and passcode: an actor without an account."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sixia.people.actors import Actor


@dataclass(frozen=True)
class Booker(Actor):
    """A resident who has opened these bookings (and perhaps voices); the journal names the booking opened last."""

    booking_ids: tuple[int, ...] = ()

    @cached_property
    def ref(self) -> str:
        """Such as `booking:12`; `resident` for whoever has opened none."""
        return f"booking:{self.booking_ids[-1]}" if self.booking_ids else self.kind

    def as_booking(self, pk: int) -> "Booker":
        """The same resident acting for this one of their bookings; LookupError when it is not theirs."""
        if pk not in self.booking_ids:
            raise LookupError(pk)
        return booker([*(one for one in self.booking_ids if one != pk), pk], self.voice_ids)


def booker(bookings: Iterable[int], voices: Iterable[int] = ()) -> Booker:
    """Somebody without an account who has opened these bookings and voices."""
    return Booker("resident", voice_ids=tuple(voices), booking_ids=tuple(bookings))
