"""What this room shows on other rooms' pages: somebody's devices on the page of their account."""

from typing import Any

from sixia.fieldwork.offline.desk import works
from sixia.fieldwork.offline.queries.devices import devices
from sixia.people.models import Account
from sixia.ui.slots import Filling


def on_person(request: Any, account: Account) -> Filling:
    """Devices that work without a network, for their own person and for the security administrator."""
    rows = list(devices(request.actor, account.pk)[:20])
    own = account.pk == request.actor.account_id and works(request.actor)
    return ("offline/slots/person.html", {"devices": rows, "own": own}) if rows or own else None
