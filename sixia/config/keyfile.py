"""`sixia keys`: makes, turns over and describes the key file. Runs before Django, since Django cannot start without one."""

import argparse
import hashlib
import sys
from pathlib import Path

from sixia.config.env import env
from sixia.kit.keys import KeyRing


def fingerprint(ring: KeyRing) -> str:
    """Sixteen hex digits that tell two installations' keys apart and betray nothing of them."""
    return hashlib.sha256(b"sixia key file" + ring.index + ring.signing).hexdigest()[:16]


def main(args: list[str]) -> int:
    """Run `sixia keys ...`; returns the exit code. Raises KeyFileError."""
    parser = argparse.ArgumentParser(prog="sixia keys", description="The key file: every secret of this installation.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, words in (("new", "make a key file"), ("rotate", "add a key and use it from now on"), ("show", "name the keys")):
        verbs.add_parser(verb, help=words, description=words).add_argument("path", nargs="?", type=Path, default=env().keys)
    given = parser.parse_args(args)
    return {"new": _new, "rotate": _rotate, "show": _show}[given.verb](given.path)


def _new(path: Path) -> int:
    if path.exists():
        sys.stderr.write(f"{path} exists already and is left alone: with another key file everything sealed would be lost.\n")
        return 1
    KeyRing.new(demo=env().mode != "production").save(path)
    sys.stdout.write(f"Wrote {path}. Keep a copy in a safe place that is not the backup: without it no name can be read again.\n")
    return 0


def _rotate(path: Path) -> int:
    ring = KeyRing.open(path, create=False, demo=False).rotated()
    ring.save(path)
    sys.stdout.write(f"New values are sealed with {ring.current} after a restart; older keys stay readable.\n")
    return 0


def _show(path: Path) -> int:
    ring = KeyRing.open(path, create=False, demo=False)
    kind = "demo" if ring.demo else "production"
    mode = path.stat().st_mode & 0o777
    sys.stdout.write(f"{path}: {kind}, mode {mode:o}, fingerprint {fingerprint(ring)}\n")
    sys.stdout.writelines(f"  {name}{' (current)' if name == ring.current else ''}\n" for name in ring.keys)
    return 0
