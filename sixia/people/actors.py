"""Who acts now: one frozen answer per request, from posts, stand-ins and recusals. Knows no request."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.kit.flow import Refused
from sixia.people.models import Account, Post, Recusal


@dataclass(frozen=True, slots=True)
class Held:
    """A post as it is held now. `scope` is the path of the territory its unit answers for;
    `stand_in_for` the account whose post it is, or None when it is one's own."""

    post_id: int
    unit_id: int
    role: str
    unit_path: str
    scope: str
    function: str
    title: str = ""
    stand_in_for: int | None = None


@dataclass(frozen=True)
class Actor:
    """Who acts, in which posts, and what they keep out of. Residents have no account, only the voices they have opened."""

    kind: str
    account_id: int | None = None
    posts: tuple[Held, ...] = ()
    voice_ids: tuple[int, ...] = ()
    recused_units: frozenset[int] = frozenset()
    recused_accounts: frozenset[int] = frozenset()
    recused_matters: frozenset[tuple[str, int]] = frozenset()

    @cached_property
    def ref(self) -> str:
        """How the journal names them: `account:7`, `voice:12` (the voice opened last), `resident`, or `system`."""
        if self.account_id is not None:
            return f"account:{self.account_id}"
        return f"voice:{self.voice_ids[-1]}" if self.voice_ids else self.kind

    @property
    def is_system(self) -> bool:
        """Whether this is the software itself: start-up, ticks and reactions."""
        return self.kind == "system"

    @property
    def official_id(self) -> int:
        """The account's id, for what only officials do; Refused("role") for whoever has none."""
        if self.account_id is None:
            raise Refused("role", _("You may not do this here."))
        return self.account_id

    @property
    def is_official(self) -> bool:
        """Whether this is somebody with an account."""
        return self.account_id is not None

    @cached_property
    def roles(self) -> frozenset[str]:
        """Every role held anywhere."""
        return frozenset(post.role for post in self.posts)

    @cached_property
    def unit_ids(self) -> frozenset[int]:
        """Every unit in which a post is held."""
        return frozenset(post.unit_id for post in self.posts)

    def has(self, *roles: str) -> bool:
        """Whether any of these roles is held anywhere."""
        return not self.roles.isdisjoint(roles)

    def units(self, *roles: str) -> frozenset[int]:
        """Ids of the units in which any of these roles is held."""
        return frozenset(post.unit_id for post in self.posts if post.role in roles)

    def scopes(self, *roles: str) -> tuple[str, ...]:
        """Paths of the territories for which any of these roles is held; a wider one swallows those inside it."""
        return _widest(post.scope for post in self.posts if post.role in roles)

    def unit_paths(self, *roles: str) -> tuple[str, ...]:
        """Paths in the tree of units at which any of these roles is held; a wider one swallows those inside it."""
        return _widest(post.unit_path for post in self.posts if post.role in roles)

    def as_voice(self, voice_id: int) -> "Actor":
        """The same resident acting for this one of their voices; LookupError when it is not theirs."""
        if voice_id not in self.voice_ids:
            raise LookupError(voice_id)
        return replace(self, voice_ids=(*(v for v in self.voice_ids if v != voice_id), voice_id))


SYSTEM: Final = Actor("system")


def resident(voice_ids: Iterable[int] = ()) -> Actor:
    """Somebody without an account, who has opened these voices by their codes."""
    return Actor("resident", voice_ids=tuple(voice_ids))


def actor_of(account: Account, now: datetime) -> Actor:
    """The actor that `account` is at `now`: own posts, posts stood in for, recusals. Two queries."""
    if not account.is_active:
        return Actor("account", account_id=account.pk)
    units, accounts, matters = _recusals(account.pk, now)
    return Actor(
        "account",
        account_id=account.pk,
        posts=_posts(account.pk, now),
        recused_units=frozenset(units),
        recused_accounts=frozenset(accounts),
        recused_matters=frozenset(matters),
    )


def _posts(account_id: int, now: datetime) -> tuple[Held, ...]:
    stood_in = Q(stand_ins__account_id=account_id, stand_ins__since__lte=now, stand_ins__until__gt=now, account__is_active=True)
    rows = (
        Post.objects.held(now)
        .filter(Q(account_id=account_id) | stood_in)
        .filter(Q(unit__active_to__isnull=True) | Q(unit__active_to__gt=now))
        .order_by("id")
        .distinct()
        .values_list("id", "unit_id", "role", "unit__path", "unit__place__path", "unit__function", "title", "account_id")
    )
    return tuple(Held(*row[:7], stand_in_for=None if row[7] == account_id else row[7]) for row in rows)


def _recusals(account_id: int, now: datetime) -> tuple[set[int], set[int], set[tuple[str, int]]]:
    """Kinship holds both ways: if one relative declares it, the other keeps out as well."""
    units: set[int] = set()
    accounts: set[int] = set()
    matters: set[tuple[str, int]] = set()
    mine: Any = Q(account_id=account_id) | Q(kind=Recusal.KIN, other_account_id=account_id)
    for row in Recusal.objects.held(now).filter(mine):
        if row.unit_id is not None:
            units.add(row.unit_id)
        elif row.matter_id is not None:
            matters.add((row.matter_kind, row.matter_id))
        elif row.other_account_id is not None:
            accounts.add(row.other_account_id if row.account_id == account_id else row.account_id)
    return units, accounts, matters


def _widest(paths: Iterable[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return tuple(kept)
