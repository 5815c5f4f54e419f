"""Puts this checkout into the virtual environment whose Python runs this: a path line and the `sixia` command, no build."""

import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = """#!{python}
import sys
from sixia.config.cli import main
if __name__ == "__main__":
    sys.exit(main())
"""


def link(root: Path = ROOT) -> None:
    """Write `sixia.pth` and `bin/sixia` into the running environment. Refuses outside a virtual environment."""
    if sys.prefix == sys.base_prefix:
        raise SystemExit("Run this with the Python of a virtual environment: .venv/bin/python tools/link.py")
    Path(sysconfig.get_path("purelib"), "sixia.pth").write_text(f"{root}\n", "utf-8")
    command = Path(sysconfig.get_path("scripts"), "sixia")
    command.write_text(SCRIPT.format(python=sys.executable), "utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    link()
