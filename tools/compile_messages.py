"""Compiles every room's translations (.po) to what Django reads (.mo), only where stale; needs no gettext."""

import os
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent


def compile_stale(root: Path = ROOT) -> list[Path]:
    """Compile each `sixia/*/locale/*/LC_MESSAGES/*.po` under `root` that is newer than its .mo; returns what was compiled.

    Each file is replaced in one step, so that several processes may do this at once."""
    stale = [po for po in sorted(root.glob("sixia/*/locale/*/LC_MESSAGES/*.po")) if _is_stale(po)]
    for po in stale:
        part = po.with_name(f"{po.stem}.{os.getpid()}.part")
        polib.pofile(str(po)).save_as_mofile(str(part))
        part.replace(po.with_suffix(".mo"))
    return stale


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


if __name__ == "__main__":
    sys.stdout.writelines(f"compiled {path.relative_to(ROOT)}\n" for path in compile_stale())
