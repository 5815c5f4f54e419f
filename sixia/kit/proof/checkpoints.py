"""Signed checkpoints over the journal: from each on, nothing before it can change unseen."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction

from sixia.kit.chain import GENESIS, canonical, instant, sha256_hex
from sixia.kit.keys import KeyRing
from sixia.kit.models import Checkpoint, Entry
from sixia.kit.proof import merkle

CHUNK = 5000
MAX_ENTRIES = 65536
FORMAT = "sixia.checkpoint.v1"
LOWEST = -(2**63)
"""Below every id: whoever puts an entry at a negative one must not slip under the first checkpoint."""


def make_checkpoint(now: datetime, ring: KeyRing) -> Checkpoint | None:
    """Sign all entries since the checkpoint before. Returns the newest checkpoint made, or None when nothing is new.

    One checkpoint covers at most MAX_ENTRIES, so that a proof never has to read more; after a large import there are several.
    """
    newest = _settled()
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE kit_checkpoint IN SHARE ROW EXCLUSIVE MODE")
        made = None
        last = Checkpoint.objects.order_by("-number").first()
        while following := _sign_next(last, newest, now, ring):
            made = last = following
        return made


def statement(checkpoint: Checkpoint) -> dict[str, Any]:
    """What a checkpoint says; its canonical JSON is what is signed and published."""
    return {
        "format": FORMAT,
        "number": checkpoint.number,
        "made_at": instant(checkpoint.made_at),
        "first_id": checkpoint.first_id,
        "last_id": checkpoint.last_id,
        "count": checkpoint.count,
        "root": checkpoint.root,
        "prev": checkpoint.prev,
    }


def digest(checkpoint: Checkpoint) -> str:
    """What the next checkpoint holds of this one."""
    return sha256_hex(canonical(statement(checkpoint)))


def public_key(ring: KeyRing) -> str:
    """The key (64 hex digits) that an installation publishes, to check its signatures with."""
    return Ed25519PrivateKey.from_private_bytes(ring.signing).public_key().public_bytes_raw().hex()


def hashes_between(after: int, until: int) -> Iterator[tuple[int, str]]:
    """(id, hash) of the entries above `after` up to `until`, in order, read piece by piece."""
    while True:
        rows = list(Entry.objects.filter(pk__gt=after, pk__lte=until).order_by("pk").values_list("pk", "hash")[:CHUNK])
        yield from rows
        if len(rows) < CHUNK:
            return
        after = rows[-1][0]


def _settled() -> int:
    """The newest entry id below which no entry can appear any more.

    PostgreSQL hands ids out before it commits, so a lower one may still be under way: the lock waits for those, and is
    given back at once, so that nobody waits while the hashes are counted up.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE kit_entry IN SHARE MODE")
        return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _sign_next(last: Checkpoint | None, newest: int, now: datetime, ring: KeyRing) -> Checkpoint | None:
    root, first, end = merkle.Root(), 0, 0
    for pk, each in hashes_between(last.last_id if last else LOWEST, newest):
        root.add(each)
        first, end = (pk if root.count == 1 else first), pk
        if root.count == MAX_ENTRIES:
            break
    if not root.count:
        return None
    checkpoint = Checkpoint(
        number=last.number + 1 if last else 1,
        made_at=now,
        first_id=first,
        last_id=end,
        count=root.count,
        root=root.hex(),
        prev=digest(last) if last else GENESIS,
    )
    signed = Ed25519PrivateKey.from_private_bytes(ring.signing).sign(canonical(statement(checkpoint)).encode())
    checkpoint.signature = signed.hex()
    checkpoint.save(force_insert=True)
    return checkpoint
