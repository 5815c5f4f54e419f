"""Every event with its fields and who reacts to it."""

import types
import typing
from dataclasses import fields
from itertools import groupby

from django.utils.module_loading import autodiscover_modules

from sixia.config.describing.tables import table
from sixia.config.wiring import REACTIONS
from sixia.kit.events import Event, Witness, Words
from sixia.kit.jobs import name_of

KINDS = {
    Words: "words (committed to, erasable)",
    Witness: "words in their own row (committed to)",
    types.NoneType: "nothing",
}


def page() -> str:
    """The page about events."""
    intro = (
        "Everything that happens is told to the journal as one of these facts. Facts hold no personal data: words are kept "
        "apart, and the journal commits to them by a salted digest. Reactions run after the transaction, at least once, by the "
        "worker."
    )
    autodiscover_modules("events")  # a room's events are known once its module has been read
    known = [event for event in Event.registry.values() if event.__module__.startswith("sixia.") and event.__name__[0] != "_"]
    known.sort(key=lambda event: (_room(event), event.__name__))
    rooms = [f"## {room}\n\n" + "\n\n".join(map(_event, found)) for room, found in groupby(known, key=_room)]
    return "\n\n".join(["# Events", intro, *rooms])


def _room(event: type[Event]) -> str:
    return event.__module__.split(".")[1]


def _event(event: type[Event]) -> str:
    about = " ".join((event.__doc__ or "").split())
    hints = typing.get_type_hints(event)
    rows = ((f"`{field.name}`", _kind(hints[field.name])) for field in fields(event))
    reactions = ", ".join(f"`{name_of(reaction)}`" for reaction in REACTIONS.get(event, ()))
    listed = table(("field", "kind"), rows) if fields(event) else "No fields."
    return f"### {event.__name__}\n\n{about}\n\n{listed}\n\nReacts: {reactions or 'nobody'}."


def _kind(hint: object) -> str:
    if isinstance(hint, type) and hint in KINDS:
        return KINDS[hint]
    if typing.get_origin(hint) is types.UnionType:
        return " or ".join(_kind(part) for part in typing.get_args(hint))
    return hint.__name__ if isinstance(hint, type) and not typing.get_args(hint) else str(hint)
