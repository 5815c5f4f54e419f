"""Foreign keys point down."""

import ast
from collections.abc import Iterator

from tools.lints.source import Fault, Source

WHY = 'A key is an import that the import linter cannot see in a string; across rooms related_name="+" hides the way back up.'
ROOMS = ("kit", "ui", "places", "people", "catalog", "orders", "cases", "problems", "oversight", "fieldwork", "participation")
RANK = {room: rank for rank, room in enumerate(ROOMS)} | {"insight": 11, "interop": 11, "config": 12, "participation": 9}
FIELDS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def check(source: Source) -> Iterator[Fault]:
    """Relation fields whose target lies in a room above or beside, or in another room with a way back."""
    if not source.room or source.generated:
        return
    homes = _imported_from(source)
    for call, name in source.calls():
        if name not in FIELDS:
            continue
        room = _room_of(_target(call), source.room, homes)
        if room not in RANK or room == source.room:
            continue
        if RANK[room] >= RANK.get(source.room, 99):
            yield call.lineno, f"{source.room} points up or sideways to {room}"
        elif not _hides_way_back(call):
            yield call.lineno, f'a key to {room} needs related_name="+"'


def _target(call: ast.Call) -> ast.expr | None:
    named = [word.value for word in call.keywords if word.arg == "to"]
    return next(iter([*call.args, *named]), None)


def _room_of(target: ast.expr | None, own: str, homes: dict[str, str]) -> str:
    match target:
        case ast.Constant(value=str(name)):
            return name.split(".")[0] if "." in name else own
        case ast.Name(id=name):
            return homes.get(name, own)
        case ast.Attribute(attr="AUTH_USER_MODEL"):
            return "people"
    return own


def _imported_from(source: Source) -> dict[str, str]:
    """Imported name to the room it comes from."""
    return {
        alias.asname or alias.name: node.module.split(".")[1]
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("sixia.")
        for alias in node.names
    }


def _hides_way_back(call: ast.Call) -> bool:
    return any(
        word.arg == "related_name" and isinstance(word.value, ast.Constant) and word.value.value == "+" for word in call.keywords
    )
