"""Runs every lint, quick ones first: `python -m tools.lint` looks, `--fix` mends what a machine can mend."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools.lints import faults

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
FIX = (["ruff", "check", "--fix"], ["ruff", "format"])
LOOK = (
    ["ruff", "check"],
    ["ruff", "format", "--check"],
    ["lint-imports", "--no-cache"],
    ["djlint", "--lint", "--quiet", "sixia"],
    ["mypy"],
)


def tracked() -> list[str]:
    """Every file of the repository that exists, as git names it, new ones included."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())


def house() -> list[str]:
    """The faults that the house lints find in every text file."""
    found: list[str] = []
    for name in tracked():
        try:
            text = (ROOT / name).read_text("utf-8")
        except UnicodeDecodeError:
            continue  # pictures and workbooks hold no words of ours
        found += faults(name, text)
    return found


def median_lines() -> float:
    """Lines of the product's median Python file, which should stay under 80."""
    files = [name for name in tracked() if name.startswith("sixia/") and name.endswith(".py") and "/migrations/" not in name]
    lengths = [length for name in files if (length := (ROOT / name).read_text("utf-8").count("\n")) > 1]
    return statistics.median(lengths) if lengths else 0


def _program(command: list[str]) -> list[str]:
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    return [(done.stdout + done.stderr).strip()] if done.returncode else []


def _step(name: str, look: Callable[[], list[str]]) -> bool:
    began = time.monotonic()
    found = look()
    print(f"{name:<28} {'ok' if not found else 'FAILED':<7} {time.monotonic() - began:5.1f} s", flush=True)
    if found:
        print("\n".join(found), flush=True)
    return not found


def main(args: list[str]) -> int:
    """Look at everything, even after a fault; returns 0 when nothing was found."""
    commands = FIX if "--fix" in args else LOOK
    good = [_step(" ".join(command), lambda command=command: _program(command)) for command in commands]  # type: ignore[misc]
    if "--fix" not in args:
        good.append(_step("house", house))
        print(f"median file: {median_lines():.0f} lines")
    return int(not all(good))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
