"""The burden check: every field of every form, whether it must be filled in, and who uses what is filled in."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from django.forms import BaseForm
from django.forms.fields import Field

import sixia
from sixia.cases.flow import CASE
from sixia.cases.forms import desk_moves
from sixia.config.describing.tables import table
from sixia.config.describing.users import USERS
from sixia.orders import forms as orders
from sixia.orders.flow import FLOW as ORDER

Form: TypeAlias = type[Any]
"""A form class: Django's stubs do not know what its metaclass adds."""
INTRO: Final = (
    "No field without somebody who uses it: nothing is asked for its own sake, nothing that is known already, and no person is "
    "counted. The table is made from the forms; a field whose user nobody has named fails the tests. A form names its users in "
    "one line, `used_by = {...}`; names that mean the same everywhere stand in `sixia/config/describing/users.py`."
)


def page() -> str:
    """The page about fields."""
    parts = ["# Fields", INTRO]
    for room, forms in _by_room().items():
        rows = ((form.__name__, f"`{name}`", _said(field), "yes" if field.required else "", user(form, name))
                for form in forms for name, field in form.base_fields.items())  # fmt: skip
        parts += [f"## {room}", table(("form", "field", "asked as", "required", "who uses it"), rows)]
    return "\n\n".join(parts)


def forms() -> list[Form]:
    """Every form of the product, those made from lifecycles too, in the order of their modules and names."""
    for module in pkgutil.walk_packages(sixia.__path__, "sixia."):
        if "forms" in module.name.split("."):
            importlib.import_module(module.name)
    made = {kind for kind in _below(BaseForm) if _ours(kind)}
    return sorted({_key(form): form for form in (*made, *_of_moves())}.values(), key=_key)


def _of_moves() -> Iterator[Form]:
    """The forms that two rooms make from the rows of their lifecycles."""
    for of, flow in ((desk_moves, CASE), (orders, ORDER)):
        for move in flow.moves:
            if move.needs and set(move.needs) <= set(of.FIELDS):
                form: Form = of.form_for(move)
                form.__module__ = of.__name__
                yield form


def user(form: Form, name: str) -> str:
    """Who uses this field of this form: as the form itself says, else what the name means everywhere; "" where nobody does."""
    for kind in form.__mro__:
        own = vars(kind).get("used_by", {})
        if name in own:
            return str(own[name])
    return USERS.get(name, "")


def unused() -> list[str]:
    """Fields that nobody is named for, as room.Form.field."""
    return [f"{form.__module__}.{form.__name__}.{name}" for form in forms() for name in form.base_fields if not user(form, name)]


def _by_room() -> dict[str, list[Form]]:
    found: dict[str, list[Form]] = {}
    for form in forms():
        if form.base_fields:
            found.setdefault(_room(form), []).append(form)
    return found


def _room(form: Form) -> str:
    parts = form.__module__.split(".")
    return parts[2] if parts[1] == "fieldwork" else parts[1]


def _key(form: Form) -> tuple[str, str, str]:
    return _room(form), form.__module__, form.__name__


def _below(kind: Form) -> Iterator[Form]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def _ours(form: Form) -> bool:
    """A form of a room that people fill in: neither the base of others nor one that filters a list."""
    parts = form.__module__.split(".")
    named = getattr(importlib.import_module(form.__module__), form.__name__, None) is form
    return parts[0] == "sixia" and "forms" in parts and named and not form.__name__.startswith("_")


def _said(field: Field) -> str:
    return str(field.label or "")
