"""Who sees a row and in which role, from one dict of Qs: lists and single rows cannot disagree."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias, TypeVar

from django.db.models import Case, Model, Q, QuerySet, Value, When

M = TypeVar("M", bound=Model)

Standing: TypeAlias = Mapping[str, Callable[[Any], Q | None]]
"""role → function of the actor giving the Q of rows in which they have it, or None when they have it nowhere."""


def visible(rows: QuerySet[M], standing: Standing, who: Any) -> QuerySet[M]:
    """The rows in which `who` has at least one role; none at all when they have no role."""
    any_role: Q | None = None
    for condition in standing.values():
        q = condition(who)
        if q is None:
            continue
        if not q:  # an empty Q is every row; Django's `|` would drop it
            return rows
        any_role = q if any_role is None else any_role | q
    return rows.none() if any_role is None else rows.filter(any_role)


def roles_in(row: Model, standing: Standing, who: Any, among: Collection[str] | None = None) -> frozenset[str]:
    """Every role `who` has in this row, or of those named: the same Qs, asked about one primary key in one query."""
    wanted = {role: condition for role, condition in standing.items() if among is None or role in among}
    asked = {role: q for role, condition in wanted.items() if (q := condition(who)) is not None}
    if not asked or row.pk is None:
        return frozenset()
    always = frozenset(role for role, q in asked.items() if not q)
    if len(always) == len(asked):
        return always
    rows = type(row)._default_manager.filter(pk=row.pk)
    flags = {f"role_{role}": Case(When(q, then=Value(1)), default=Value(0)) for role, q in asked.items() if q}
    found = rows.values(**flags).first() or {}
    return always | {role for role in asked if found.get(f"role_{role}")}


def with_roles(rows: QuerySet[M], standing: Standing, who: Any) -> QuerySet[M]:
    """The rows, each telling as `role_<name>` (1 or 0) whether `who` has that role in it: the row and its roles in one query."""
    asked = {role: q for role, condition in standing.items() if (q := condition(who)) is not None}
    flags = {f"role_{role}": Case(When(q, then=Value(1)), default=Value(0)) if q else Value(1) for role, q in asked.items()}
    annotated: QuerySet[M] = rows.annotate(**flags)
    return annotated


def roles_told(row: Model, standing: Standing) -> frozenset[str]:
    """The roles in a row of `with_roles`."""
    return frozenset(role for role in standing if getattr(row, f"role_{role}", 0))


def roles_in_rows(rows: QuerySet[M], standing: Standing, who: Any) -> dict[Any, frozenset[str]]:
    """Every role `who` has in each of these rows, by primary key; one query."""
    asked = {role: q for role, condition in standing.items() if (q := condition(who)) is not None}
    always = frozenset(role for role, q in asked.items() if not q)
    flags = {f"role_{role}": Case(When(q, then=Value(1)), default=Value(0)) for role, q in asked.items() if q}
    found = rows.order_by().values("pk", **flags)
    return {row["pk"]: always | {role for role in asked if row.get(f"role_{role}")} for row in found}
