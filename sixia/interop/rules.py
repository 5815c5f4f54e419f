"""When a message may go out, what fills its placeholders, and what is kept of a key; pure."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from hashlib import sha256
from string import Formatter
from zoneinfo import ZoneInfo

from sixia.cases.rules import is_quiet


def wake(now: datetime, zone: ZoneInfo, quiet_from: time, quiet_until: time) -> datetime:
    """`now`, or the end of the quiet hours it lies in. Quiet hours may span midnight; equal ends mean there are none."""
    local = now.astimezone(zone)
    if not is_quiet(local.time(), quiet_from, quiet_until):
        return now
    tonight = quiet_from > quiet_until and local.time() >= quiet_from
    day = local.date() + timedelta(days=1) if tonight else local.date()
    return datetime.combine(day, quiet_until, zone).astimezone(now.tzinfo)


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with its named placeholders filled; one that has no value becomes a dash. Nothing else is interpreted."""
    parts = []
    for literal, name, _spec, _conversion in Formatter().parse(template):
        parts.append(literal)
        if name is not None:
            parts.append(values.get(name, "") or "—")
    return "".join(parts)


def rung_at(started: datetime, due: datetime, share: int) -> datetime:
    """When `share` percent of a limit have passed."""
    return started + (due - started) * share / 100


def key_digest(secret: str) -> str:
    """What is kept of another system's key: its secret is 32 random bytes, so a plain hash cannot be turned back."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
