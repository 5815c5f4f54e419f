"""The check of the whole journal: chains, hashes, words and checkpoints; reads everything once, in pieces."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from json import loads
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.translation import gettext as _

from sixia.kit.chain import GENESIS, canonical, commitment, entry_hash
from sixia.kit.crypto import ring
from sixia.kit.models import Checkpoint, Entry, Wording
from sixia.kit.proof import merkle
from sixia.kit.proof.checkpoints import LOWEST, digest, hashes_between, public_key, statement

CHUNK = 1000
NAMED = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written. `where` names the entry (`case:12 #3`) or `checkpoint 5`.

    Codes: `gap` (entries missing before this one), `chain` (does not follow the entry before), `altered` (columns and hash
    differ), `words` (words differ from what was committed to, or are gone without having been erased), `checkpoint` (entries
    differ from what was signed), `signature`, `order` (checkpoints missing or not following each other).
    """

    code: str
    where: str
    sentence: str


def verify(progress: Callable[[int], None] | None = None, *, key: str = "") -> list[Fault]:
    """Every fault in the journal, in the order of streams, then of checkpoints; an empty list means that it is whole.

    `progress` is called with the number of entries read so far; each is read twice, once in its stream and once under its
    checkpoint. `key` is the published key in hex, this installation's own when left out. Entries that are cut off at the
    end of a stream are noticed when a checkpoint covers them.
    """
    faults: list[Fault] = []
    read = 0
    for fault, entries in _streams():
        faults += fault
        read += entries
        if progress:
            progress(read)
    for fault, entries in _checkpoints(Ed25519PublicKey.from_public_bytes(bytes.fromhex(key or public_key(ring())))):
        faults += fault
        read += entries
        if progress:
            progress(read)
    return faults


def _streams() -> Iterator[tuple[list[Fault], int]]:
    """Per piece read: its faults and its number of entries."""
    last: Entry | None = None
    while True:
        chunk = _after(last)
        if not chunk:
            return
        words = _words(chunk)
        faults: list[Fault] = []
        for entry in chunk:
            before = last if last is not None and last.stream == entry.stream else None
            faults += _chain_faults(entry, before)
            faults += _word_faults(entry, words.get(entry.pk, []))
            last = entry
        yield faults, len(chunk)


def _after(last: Entry | None) -> list[Entry]:
    if last is None:
        return list(Entry.objects.order_by("stream", "seq")[:CHUNK])
    # A row comparison: both engines answer it by the index on (stream, seq) without sorting.
    sql = "SELECT * FROM kit_entry WHERE (stream, seq) > (%s, %s) ORDER BY stream, seq LIMIT %s"
    return list(Entry.objects.raw(sql, [last.stream, last.seq, CHUNK]))


def _chain_faults(entry: Entry, before: Entry | None) -> Iterator[Fault]:
    seq, prev = (before.seq + 1, before.hash) if before else (1, GENESIS)
    if entry.seq != seq:
        yield _fault("gap", entry, _("Between %(before)d and %(seq)d of this stream entries are missing."), before=seq - 1)
    elif entry.prev != prev:
        yield _fault("chain", entry, _("It does not follow the entry before it: one of the two was changed or put in later."))
    columns = {name: getattr(entry, name) for name in ("stream", "seq", "at", "by", "event", "body", "prev")}
    if entry_hash(**columns) != entry.hash:
        yield _fault("altered", entry, _("Its content is not what was written: its hash does not fit."))


def _words(chunk: list[Entry]) -> dict[int, list[Wording]]:
    found: dict[int, list[Wording]] = {}
    for wording in Wording.objects.filter(entry__in=[entry.pk for entry in chunk]):
        found.setdefault(wording.entry_id, []).append(wording)
    return found


def _word_faults(entry: Entry, wordings: list[Wording]) -> Iterator[Fault]:
    """Erased words (no text and no salt) are no fault: that is what the commitment is for."""
    committed = _committed(entry.body)
    for name in committed.keys() - {wording.name for wording in wordings}:
        yield _fault("words", entry, _("The words “%(name)s” are gone without having been erased."), name=name)
    for wording in wordings:
        if (wording.salt or wording.text) and commitment(wording.salt, wording.text) != committed.get(wording.name):
            yield _fault("words", entry, _("The words “%(name)s” are not those that were written."), name=wording.name)


def _committed(body: str) -> dict[str, str]:
    try:
        facts = loads(body)
    except ValueError:
        return {}
    if not isinstance(facts, dict):
        return {}
    return {name: fact["sha256"] for name, fact in facts.items() if isinstance(fact, dict) and "sha256" in fact}


def _checkpoints(key: Ed25519PublicKey) -> Iterator[tuple[list[Fault], int]]:
    last: Checkpoint | None = None
    for checkpoint in Checkpoint.objects.order_by("number").iterator(chunk_size=500):
        faults = [*_order_faults(checkpoint, last), *_signature_faults(checkpoint, key)]
        root, ids = merkle.Root(), []
        for pk, each in hashes_between(last.last_id if last else LOWEST, checkpoint.last_id):
            root.add(each)
            ids.append(pk)
        if (root.count, root.hex()) != (checkpoint.count, checkpoint.root):
            faults.append(_covered_fault(checkpoint, ids))
        yield faults, root.count
        last = checkpoint


def _order_faults(checkpoint: Checkpoint, last: Checkpoint | None) -> Iterator[Fault]:
    number, prev = (last.number + 1, digest(last)) if last else (1, GENESIS)
    if checkpoint.number != number:
        yield _about("order", checkpoint, _("Checkpoints before this one are missing."))
    elif checkpoint.prev != prev:
        yield _about("order", checkpoint, _("It does not follow the checkpoint before it: one of the two was changed."))


def _signature_faults(checkpoint: Checkpoint, key: Ed25519PublicKey) -> Iterator[Fault]:
    try:
        key.verify(bytes.fromhex(checkpoint.signature), canonical(statement(checkpoint)).encode())
    except (InvalidSignature, ValueError):
        yield _about("signature", checkpoint, _("Its signature is not by the published key, or it was changed after signing."))


def _covered_fault(checkpoint: Checkpoint, ids: list[int]) -> Fault:
    signed, found = checkpoint.count, len(ids)
    if signed == found:
        sentence = _("Of the entries with ids %(first)d to %(last)d at least one was replaced after it was signed.")
    else:
        sentence = _(
            "Of the entries with ids %(first)d to %(last)d, %(signed)d were signed and %(found)d are here. "
            "Ids that are not here: %(missing)s."
        )
    missing = _missing(checkpoint, ids)
    return _about("checkpoint", checkpoint, sentence, signed=signed, found=found, missing=missing)


def _missing(checkpoint: Checkpoint, ids: list[int]) -> str:
    """The first ids without an entry. On PostgreSQL some may never have had one, as a rolled back change uses up its id."""
    absent: list[int] = []
    expected = checkpoint.first_id
    for pk in [*ids, checkpoint.last_id + 1]:
        absent += range(expected, min(pk, expected + NAMED))
        expected = max(expected, pk + 1)
        if len(absent) > NAMED:
            break
    return ", ".join(str(pk) for pk in absent[:NAMED]) + (" …" if len(absent) > NAMED else "") if absent else "–"


def _fault(code: str, entry: Entry, sentence: str, **named: Any) -> Fault:
    return Fault(code, f"{entry.stream} #{entry.seq}", sentence % {"seq": entry.seq, **named})


def _about(code: str, checkpoint: Checkpoint, sentence: str, **named: Any) -> Fault:
    facts = {"first": checkpoint.first_id, "last": checkpoint.last_id, **named}
    return Fault(code, f"checkpoint {checkpoint.number}", sentence % facts)
