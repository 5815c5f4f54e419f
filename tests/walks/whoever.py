"""Somebody at an address of the product, and the conditions under which it exists for them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sixia.cases.desk.moves import ACTS as CASE_ACTS
from sixia.cases.flow import CASE
from sixia.cases.models import Case, Voice
from sixia.orders.desk.moves import ACTS as ORDER_ACTS
from sixia.orders.flow import FLOW as ORDER
from sixia.orders.models import Order
from sixia.people.actors import Actor
from sixia.petitions.desk.moves import ACTS as PETITION_ACTS
from sixia.petitions.flow import FLOW as PETITION
from sixia.petitions.models import Notice, Petition
from tests.trust import oracle


@dataclass(frozen=True)
class Visit:
    """Somebody at an address: name and actor, the thing there, and the move in the path, if any."""

    name: str
    actor: Actor
    thing: Any
    world: oracle.World
    move: str = ""

    @property
    def roles(self) -> set[str]:
        """The visitor's roles in the case, voice or order there, as the oracle says."""
        if isinstance(self.thing, Order):
            return oracle.order_roles(self.world, self.thing, self.actor)
        if isinstance(self.thing, Voice):
            return oracle.voice_roles(self.world, self.thing, self.thing.case, self.actor)
        if isinstance(self.thing, Petition | Notice):
            petition = self.thing if isinstance(self.thing, Petition) else self.thing.petition
            return oracle.petition_roles(self.world, petition, self.actor)
        assert isinstance(self.thing, Case)
        return oracle.case_roles(self.world, self.thing, self.actor)


Who = Callable[[Visit], bool]
KEEPERS = ("system_admin", "security_admin", "auditor", "privacy_officer")
CALLERS = ("clerk", "dispatcher", "handler", "unit_head", "leader")
COUNTY = 5
"""How long the path of the county is; those of towns and villages are longer."""
NOBODY = "00000000-0000-4000-8000-000000000000"
"""The name of a thing that is not there."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    path: str
    who: Who
    on: str = ""
    post: bool = False
    gone: bool = False
    moves: tuple[str, ...] = field(default=("",))


def everybody(visit: Visit) -> bool:
    """No account needed."""
    return True


def nobody_here(visit: Visit) -> bool:
    """Nobody: the walk has nothing there; the room's own tests look at theirs."""
    return False


def signed_in(visit: Visit) -> bool:
    """Anybody with an account."""
    return visit.actor.is_official


def in_office(visit: Visit) -> bool:
    """Whoever holds any post."""
    return bool(visit.actor.roles)


def posts(*roles: str) -> Who:
    """Whoever holds one of these posts, anywhere."""
    return lambda visit: visit.actor.has(*roles)


def working(visit: Visit) -> bool:
    """Whoever holds a post other than those that keep the system."""
    return bool(visit.actor.roles - set(KEEPERS))


def below_others(visit: Visit) -> bool:
    """Whoever works in a town or village: units of the county stand over it."""
    return any(post.role in CALLERS and len(post.scope) > COUNTY for post in visit.actor.posts)


def part(*roles: str) -> Who:
    """Officials with one of these roles in the thing there; with any role when none is named."""
    return lambda visit: visit.actor.is_official and bool(visit.roles & set(roles) if roles else visit.roles)


def both(*conditions: Who) -> Who:
    """All of them."""
    return lambda visit: all(condition(visit) for condition in conditions)


def own(visit: Visit) -> bool:
    """The resident who has opened this voice."""
    return visit.thing.pk in visit.actor.voice_ids


def case_move(visit: Visit) -> bool:
    """Whoever has the role for the move in the path."""
    return part()(visit) and any(m.name == visit.move in CASE_ACTS and m.who & visit.roles for m in CASE.moves)


def order_move(visit: Visit) -> bool:
    """The same for orders."""
    return part()(visit) and any(m.name == visit.move in ORDER_ACTS and m.who & visit.roles for m in ORDER.moves)


def petition_move(visit: Visit) -> bool:
    """The same for petitions."""
    return part()(visit) and any(m.name == visit.move in PETITION_ACTS and m.who & visit.roles for m in PETITION.moves)


def registering(visit: Visit) -> bool:
    """Whoever registers at a petition office."""
    return any(post.function == "petition_office" and post.role in ("clerk", "dispatcher") for post in visit.actor.posts)


def either(*conditions: Who) -> Who:
    """One of them."""
    return lambda visit: any(condition(visit) for condition in conditions)


def by_himself_or(*roles: str) -> Who:
    """The account there, the head of one of its units, or whoever holds one of these posts."""
    return lambda visit: (
        visit.actor.account_id == visit.thing.pk
        or visit.actor.has(*roles)
        or bool(visit.actor.units("unit_head") & set(visit.thing.posts.values_list("unit_id", flat=True)))
    )
