"""Where things stand in a TOML text, which the parser does not say: line numbers counted from 1."""

import re

_TABLE = re.compile(r"^\s*\[\[\s*([\w.-]+)\s*\]\]")
_SECTION = re.compile(r"^\s*\[\s*([\w.-]+)\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r'^\s*"?([\w.-]+)"?\s*=')
_LINE = re.compile(r"line (\d+)")


def of_tables(text: str, name: str) -> list[int]:
    """The lines of the headers `[[name]]`, in order."""
    return [number for number, line in enumerate(text.splitlines(), 1) if (m := _TABLE.match(line)) and m.group(1) == name]


def of_keys(text: str) -> dict[str, int]:
    """The line of each `key =` under its `[section]`, by `section.key`."""
    found: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _SECTION.match(line):
            section = header.group(1)
        elif key := _KEY.match(line):
            found.setdefault(f"{section}.{key.group(1)}".lstrip("."), number)
    return found


def of_error(message: str) -> int:
    """The line that the parser's own message names; 0 when it names none."""
    found = _LINE.search(message)
    return int(found.group(1)) if found else 0
