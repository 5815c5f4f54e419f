"""Keys with which other systems hand in concerns: made, shown once, revoked."""

import re
import secrets
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sixia.interop.events import ApiKeyMade, ApiKeyRevoked
from sixia.interop.models import ApiKey
from sixia.interop.rules import key_digest
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.people.actions.may import need
from sixia.people.actors import Actor
from sixia.people.models import Unit
from sixia.people.rules import SYSTEM_ADMIN

NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,30}")
HINT: Final = 9


@transaction.atomic
def make_key(name: str, *, desk: Unit | None = None, by: Actor, now: datetime) -> tuple[ApiKey, str]:
    """Make a key for the system `name`; what comes by it is heard by `desk`, or by the desk nearest to the place.

    Returns the row and the secret, which is kept nowhere. Raises Refused.
    """
    need(by, SYSTEM_ADMIN)
    name = name.strip()
    if NAME.fullmatch(name) is None:
        sentence = _("Choose a short name of small letters, digits and hyphens, such as city-app.")
        raise Refused("guard", sentence, fields=["name"])
    if ApiKey.objects.filter(name=name).exists():
        raise Refused("guard", _("There is or was a key of this name. Choose another one."), fields=["name"])
    secret = f"sx_{secrets.token_urlsafe(32)}"
    key = ApiKey(name=name, digest=key_digest(secret), hint=secret[:HINT], desk=desk, made_by_id=by.account_id, made_at=now)
    key.save(force_insert=True)
    tell(ApiKeyMade(key=key.pk, name=name, desk=desk.pk if desk else None), by=by, about=f"apikey:{key.pk}", now=now, fresh=True)
    return key, secret


@transaction.atomic
def revoke_key(key: ApiKey, *, by: Actor, now: datetime) -> None:
    """End a key at once; what came by it stays. Raises Refused."""
    need(by, SYSTEM_ADMIN)
    if not ApiKey.objects.filter(pk=key.pk, active=True).update(active=False, revoked_at=now):
        raise Refused("state", _("This key has been revoked already."))
    key.refresh_from_db()
    tell(ApiKeyRevoked(key=key.pk, name=key.name), by=by, about=f"apikey:{key.pk}", now=now)
