"""The one shell around every lifecycle: roles, check, compare-and-set, clocks, journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.kit import clocks as running
from sixia.kit.clocks import Limit
from sixia.kit.events import Event
from sixia.kit.flow import Refused
from sixia.kit.journal import Doer, hold, tell
from sixia.kit.models import Entry, Moving


def advance(
    thing: Moving,
    name: str,
    *,
    by: Doer,
    now: datetime,
    event: Event,
    given: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
    limits: Mapping[str, Limit | None] | None = None,
) -> Entry:
    """Make the move `name` on `thing`, or raise Refused and change nothing.

    `given` is the input the table's needs and guards look at, `changes` the columns to set with the state, `limits` one
    per clock kind the row starts (None: the norms set no such limit). `thing` carries the new values afterwards.
    """
    roles = thing.roles_of(by, thing.FLOW.who(name, thing.state))
    move = thing.FLOW.check(name, state=thing.state, roles=roles, given=given or {}, thing=thing)
    if set(move.starts) != set(limits or {}):
        raise LookupError(f"{thing.FLOW.name}.{name} starts {sorted(move.starts)}, limits are for {sorted(limits or {})}")
    fields = {**(changes or {}), "state": move.target or thing.state, "version": thing.version + 1}
    with transaction.atomic():
        hold(thing.stream)
        manager = type(thing)._default_manager
        if not manager.filter(pk=thing.pk, version=thing.version).update(**fields):
            raise Refused("stale", _("Someone else has just changed this. Reload the page and look again."), move=name)
        running.stop(thing.key, move.stops, now)
        if move.pauses:
            running.pause(thing.key, move.pauses, now)
        if move.resumes:
            running.go_on(thing.key, move.resumes, now)
        for kind, limit in (limits or {}).items():
            if limit is not None:
                running.start(thing.key, thing.stream, kind, limit, now)
        entry = tell(event, by=by, about=thing.stream, now=now)
    for field, value in fields.items():
        setattr(thing, field, value)
    return entry
