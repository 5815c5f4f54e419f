"""Merkle trees over entry hashes, shaped as in RFC 6962 (section 2.1): pure functions, no Django."""

from collections.abc import Iterable, Sequence
from hashlib import sha256


def leaf(entry_hash: str) -> bytes:
    """The leaf of one entry, from its hash as it is written (64 hex digits), so that a spoilt one can be counted in too."""
    return sha256(b"\x00" + entry_hash.encode()).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The node over two others; its first byte keeps it from being passed off as a leaf."""
    return sha256(b"\x01" + left + right).digest()


class Root:
    """The root over leaves that come one after another; keeps one node per level, however many leaves there are."""

    def __init__(self) -> None:
        self.count = 0
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, entry_hash: str) -> None:
        """Take the next entry's hash (hex)."""
        size, top = 1, leaf(entry_hash)
        while self._peaks and self._peaks[-1][0] == size:
            top = node(self._peaks.pop()[1], top)
            size *= 2
        self._peaks.append((size, top))
        self.count += 1

    def hex(self) -> str:
        """The root over all leaves so far; over none, the hash of nothing."""
        if not self._peaks:
            return sha256().hexdigest()
        top = self._peaks[-1][1]
        for _, left in reversed(self._peaks[:-1]):
            top = node(left, top)
        return top.hex()


def root_of(hashes: Iterable[str]) -> str:
    """The root over these entry hashes."""
    root = Root()
    for each in hashes:
        root.add(each)
    return root.hex()


def levels(hashes: Sequence[str]) -> list[list[bytes]]:
    """All nodes from the leaves up to the root; a node without a right neighbour goes up as it is."""
    rows = [[leaf(each) for each in hashes]]
    while len(rows[-1]) > 1:
        row = rows[-1]
        above = [node(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        rows.append(above + row[len(above) * 2 :])
    return rows


def path(rows: Sequence[Sequence[bytes]], index: int) -> list[str]:
    """The siblings (hex, from the leaf upwards) that lead from leaf number `index` to the root of `rows`."""
    found: list[str] = []
    for row in rows[:-1]:
        beside = index ^ 1
        if beside < len(row):
            found.append(row[beside].hex())
        index //= 2
    return found


def climb(entry_hash: str, index: int, count: int, siblings: Sequence[str]) -> str:
    """The root (hex) that an entry at `index` of `count` reaches by these siblings; the empty string when they do not fit."""
    top, left = leaf(entry_hash), list(siblings)
    if not 0 <= index < count:
        return ""
    while count > 1:
        if index % 2 or index + 1 < count:
            if not left:
                return ""
            beside = bytes.fromhex(left.pop(0))
            top = node(beside, top) if index % 2 else node(top, beside)
        index, count = index // 2, (count + 1) // 2
    return "" if left else top.hex()
