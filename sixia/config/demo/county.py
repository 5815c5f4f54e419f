"""Loading the demo county into an empty installation: all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from sixia.cases.models import Case, Verdict, Voice
from sixia.catalog.models import Edition
from sixia.config.demo import hot
from sixia.config.demo.founding import absences, found
from sixia.config.demo.life import live
from sixia.interop.models import Message
from sixia.kit.crypto import ring
from sixia.kit.models import Entry
from sixia.kit.proof import make_checkpoint
from sixia.orders.models import Order
from sixia.people.models import Account, Unit
from sixia.places.models import Place

SIZE = 3000
SEED = "qingyuan"
Progress = Callable[[float], None]


class NotHere(Exception):
    """The county cannot be loaded into this installation; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded: counts by table, and cases, voices and orders by what they are."""

    counts: dict[str, int]
    cases: dict[str, int]
    endings: dict[str, int]
    channels: dict[str, int]
    orders: dict[str, int]


def is_empty() -> bool:
    """Whether nothing has ever been written into this installation."""
    return not any(model._default_manager.exists() for model in (Entry, Account, Place, Edition))


def load(now: datetime, size: int = SIZE, progress: Progress = lambda share: None, *, seed: str = SEED) -> Loaded:
    """Load a county with about `size` voices in the year before `now`; the same arguments give the same county.

    Only receipts, passcodes and salts differ from one load to the next: they are secrets. Raises NotHere.
    """
    _may()
    now = now.astimezone(UTC).replace(microsecond=0)
    with transaction.atomic():
        county = found(now)
        live(county, now, size=size, seed=seed, progress=progress)
        absences(county, now)
        hot.find(county, now)
        make_checkpoint(now, ring())
    progress(1)
    return summary()


def _may() -> None:
    if settings.PRODUCTION:
        raise NotHere(_("The made-up county does not belong in a production installation."))
    if settings.ENV.sms_url or settings.ENV.smtp_url:
        raise NotHere(
            _("Messages would go out to people who do not exist. Unset SIXIA_SMS_URL and SIXIA_SMTP_URL, then load the county.")
        )
    if not is_empty():
        raise NotHere(_("This installation holds something already. Point SIXIA_DATA_DIR or DATABASE_URL at an empty one."))


def summary() -> Loaded:
    """What the database holds, counted."""
    tables = {"places": Place, "units": Unit, "accounts": Account, "cases": Case, "voices": Voice, "orders": Order}
    tables |= {"verdicts": Verdict, "messages": Message, "entries": Entry}
    return Loaded(
        counts={name: model._default_manager.count() for name, model in tables.items()},
        cases=_by(Case, "state"),
        endings=_by(Case, "ending"),
        channels=_by(Voice, "channel"),
        orders=_by(Order, "state"),
    )


def _by(model: Any, column: str) -> dict[str, int]:
    rows = model._default_manager.values_list(column).annotate(n=Count("pk")).order_by("-n", column)
    return {key: n for key, n in rows if key}
