"""Compiles every room's stale translations from the command line: `python tools/compile_messages.py`."""

import sys

from sixia.config.messages import PACKAGE, compile_stale

if __name__ == "__main__":
    sys.stdout.writelines(f"compiled {path.relative_to(PACKAGE)}\n" for path in compile_stale())
