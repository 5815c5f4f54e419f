"""Proofs for single streams, to be checked offline and without this program."""

from collections.abc import Callable, Collection
from json import loads
from typing import Any

from sixia.kit.chain import instant
from sixia.kit.keys import KeyRing
from sixia.kit.models import Checkpoint, Entry, Wording
from sixia.kit.proof import merkle
from sixia.kit.proof.checkpoints import hashes_between, public_key, statement

FORMAT = "sixia.receipt.v1"


def receipt_proof(
    stream: str,
    *,
    ring: KeyRing,
    disclose: Collection[tuple[int, str]] = (),
    shown: Callable[[str, dict[str, Any]], bool] | None = None,
) -> dict[str, Any]:
    """Everything needed to check one stream offline with `docs/verify_receipt.py`, as JSON-ready data.

    `disclose` names the words to hand over, as (seq, name); of all others only the commitments leave the house. Entries
    since the last checkpoint come without a path (`checkpoint` is None): they are not signed yet. Of entries for which
    `shown(event, facts)` is false only number, hashes and path are handed over: the chain can be followed through them.
    """
    entries = list(Entry.objects.filter(stream=stream).order_by("seq"))
    words = _disclosed(entries, disclose)
    covering = _covering(entries)
    proofs: dict[int, tuple[int, int, list[str]]] = {}
    for checkpoint in covering:
        proofs.update(_paths(checkpoint, [entry for entry in entries if _within(entry, checkpoint)]))
    return {
        "format": FORMAT,
        "stream": stream,
        "public_key": public_key(ring),
        "entries": [
            _shown(entry, proofs.get(entry.pk), words.get(entry.pk, {}))
            if shown is None or shown(entry.event, loads(entry.body))
            else _withheld(entry, proofs.get(entry.pk))
            for entry in entries
        ],
        "checkpoints": [{"statement": statement(each), "signature": each.signature} for each in covering],
    }


def _within(entry: Entry, checkpoint: Checkpoint) -> bool:
    return checkpoint.first_id <= entry.pk <= checkpoint.last_id


def _covering(entries: list[Entry]) -> list[Checkpoint]:
    found: dict[int, Checkpoint] = {}
    for pk in sorted(entry.pk for entry in entries):
        if any(each.first_id <= pk <= each.last_id for each in found.values()):
            continue
        checkpoint = Checkpoint.objects.filter(last_id__gte=pk).order_by("number").first()
        if checkpoint and checkpoint.first_id <= pk:
            found[checkpoint.number] = checkpoint
    return list(found.values())


def _paths(checkpoint: Checkpoint, entries: list[Entry]) -> dict[int, tuple[int, int, list[str]]]:
    """(checkpoint number, place in it, path) per entry id."""
    rows = list(hashes_between(checkpoint.first_id - 1, checkpoint.last_id))
    places = {pk: place for place, (pk, _) in enumerate(rows)}
    tree = merkle.levels([each for _, each in rows])
    return {entry.pk: (checkpoint.number, places[entry.pk], merkle.path(tree, places[entry.pk])) for entry in entries}


def _disclosed(entries: list[Entry], disclose: Collection[tuple[int, str]]) -> dict[int, dict[str, dict[str, str]]]:
    wanted = {(entry.pk, name) for entry in entries for seq, name in disclose if seq == entry.seq}
    found: dict[int, dict[str, dict[str, str]]] = {}
    for wording in Wording.objects.filter(entry__in={pk for pk, _ in wanted}).exclude(salt=""):
        if (wording.entry_id, wording.name) in wanted:
            found.setdefault(wording.entry_id, {})[wording.name] = {"salt": wording.salt, "text": wording.text}
    return found


def _shown(entry: Entry, proof: tuple[int, int, list[str]] | None, words: dict[str, dict[str, str]]) -> dict[str, Any]:
    number, place, siblings = proof or (None, None, [])
    return {
        "seq": entry.seq,
        "at": instant(entry.at),
        "by": entry.by,
        "event": entry.event,
        "body": entry.body,
        "prev": entry.prev,
        "hash": entry.hash,
        "checkpoint": number,
        "index": place,
        "path": siblings,
        "words": words,
    }


def _withheld(entry: Entry, proof: tuple[int, int, list[str]] | None) -> dict[str, Any]:
    """What an entry about somebody else shows: that it stands there, unchanged."""
    number, place, siblings = proof or (None, None, [])
    return {
        "seq": entry.seq,
        "withheld": True,
        "prev": entry.prev,
        "hash": entry.hash,
        "checkpoint": number,
        "index": place,
        "path": siblings,
    }
