"""Every setting of an installation: its default, what it is for, and what a wrong value is told."""

from pydantic import ValidationError

from sixia.config.describing.tables import table
from sixia.config.env import Env

WRONG = "?"
"""A value that no setting but plain texts can take: what is said to it, is what the setting wants."""


def page() -> str:
    """The page about settings."""
    intro = (
        "Settings are read from the environment when the installation starts. A wrong value stops it with exit code 78 and a "
        "sentence for each fault. `DATABASE_URL` names the database, such as `postgres://user:password@host/name`; without it "
        "the data folder holds an SQLite file."
    )
    rows = (
        (f"`SIXIA_{name.upper()}`", _shown(field.default), field.description or "", _wanted(name))
        for name, field in Env.model_fields.items()
    )
    return "\n\n".join(["# Settings", intro, table(("name", "default", "what for", "must be"), rows)])


def _shown(default: object) -> str:
    return "" if default in ("", None) else f"`{default}`"


def _wanted(name: str) -> str:
    try:
        Env.model_validate({name: WRONG})
    except ValidationError as error:
        said = next((fault["msg"] for fault in error.errors() if fault["loc"] == (name,)), "any text")
        return said.removeprefix("Value error, ").removeprefix("must be ").removeprefix("Input should be ")
    return "any text"
