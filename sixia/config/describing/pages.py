"""All generated pages by file name, and whether those in a folder still say what the software says."""

from pathlib import Path

from django.utils import translation

from sixia.config.describing import clocks, events, fields, flows, rates, roles, settings

PAGES = {
    "flows.md": flows.page,
    "roles.md": roles.page,
    "events.md": events.page,
    "settings.md": settings.page,
    "clocks.md": clocks.page,
    "fields.md": fields.page,
    "rates.md": rates.page,
}
HEAD = "<!-- Made by `sixia docs` from the software's own tables. Do not edit: change the tables and run it again. -->\n\n"


def pages() -> dict[str, str]:
    """File name to text, in English, the same on every machine."""
    with translation.override("en"):
        return {name: HEAD + make().rstrip() + "\n" for name, make in PAGES.items()}


def write(folder: Path) -> list[str]:
    """Write the pages; returns the names of those that changed."""
    changed = stale(folder)
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for name in changed:
        (folder / name).write_text(made[name], "utf-8")
    return changed


def stale(folder: Path) -> list[str]:
    """Names of the pages that are missing or say something else."""
    return [name for name, text in pages().items() if not _says(folder / name, text)]


def _says(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text
