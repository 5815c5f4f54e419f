"""Compiles translations (.po) to what Django reads (.mo) where stale; needs no gettext and knows no Django."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def compile_stale(package: Path = PACKAGE) -> list[Path]:
    """Compile each .po of a room under `package`, also of rooms in a house, that is newer than its .mo; returns those.

    Each file is replaced in one step, so that several processes may do this at once. A folder that cannot be written
    to, as in a system-wide installation, is left as it was built."""
    stale = [
        po
        for po in sorted([*package.glob("*/locale/*/LC_MESSAGES/*.po"), *package.glob("*/*/locale/*/LC_MESSAGES/*.po")])
        if _is_stale(po)
    ]
    for po in stale:
        _compile(po)
    return stale


def _compile(po: Path) -> None:
    import polib  # not at the top: a start with nothing stale need not pay for it

    part = po.with_name(f"{po.stem}.{os.getpid()}.part")
    polib.pofile(str(po)).save_as_mofile(str(part))
    part.replace(po.with_suffix(".mo"))


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return os.access(po.parent, os.W_OK) and (not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime)
