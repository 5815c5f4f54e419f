"""Who may see what, said a second time in plain loops: slow, without SQL, and independent of the tables of Qs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sixia.cases.models import Case, Voice
from sixia.orders.models import Bar, Order
from sixia.people.actors import Actor
from sixia.petitions.models import Petition

LEADING = ("issued", "accepted", "reported")


@dataclass
class World:
    """Everything that decides, read once."""

    cases: list[Case]
    voices: list[Voice]
    orders: list[Order]
    bars: list[Bar]
    petitions: list[Petition]

    @classmethod
    def now(cls) -> "World":
        """As the tables stand."""
        orders = list(Order.objects.select_related("unit"))
        petitions = list(Petition.objects.select_related("case"))
        return cls(list(Case.objects.all()), list(Voice.objects.all()), orders, list(Bar.objects.all()), petitions)

    def on(self, case_id: int) -> list[Order]:
        """The orders on a case."""
        return [order for order in self.orders if order.matter_id == case_id]


def _kept_out(world: World, thing: Any, case_id: int, who: Actor) -> bool:
    """Whether somebody near `who` is complained about, or `who` is recused from it."""
    people = {who.account_id, *who.recused_accounts}
    units = who.unit_ids | who.recused_units
    bars = [bar for bar in world.bars if bar.matter_id == case_id] if thing.barred else []
    near = any((bar.account_id is not None and bar.account_id in people) or bar.unit_id in units for bar in bars)
    recused = ("case", case_id) in who.recused_matters or any(o.unit_id in who.recused_units for o in world.on(case_id))
    return near or recused


def _inside(path: str, scopes: Iterable[str]) -> bool:
    return any(path.startswith(scope) for scope in scopes)


def case_roles(world: World, case: Case, who: Actor) -> set[str]:
    """Every role in a case."""
    if who.is_system:
        return {"system"}
    mine = [voice for voice in world.voices if voice.case_id == case.pk]
    found = {"resident"} if any(voice.pk in who.voice_ids for voice in mine) else set()
    if _kept_out(world, case, case.pk, who):
        return found
    if case.restricted:
        return found | ({"restricted_officer"} if _inside(case.place_path, who.scopes("restricted_officer")) else set())
    for role, posts in {
        "clerk": ("clerk",),
        "dispatcher": ("dispatcher",),
        "callback": ("callback",),
        "overseer": ("supervisor", "principal"),
        "inspector": ("inspector",),
    }.items():
        if _inside(case.place_path, who.scopes(*posts)):
            found.add(role)
    if any(_inside(order.unit.path, who.unit_paths("leader")) for order in world.on(case.pk)):
        found.add("leader")
    if who.has("grid_worker") and any(voice.helper_id == who.account_id for voice in mine):
        found.add("helper")
    return found | _unit_roles(world.on(case.pk), who)


def _unit_roles(orders: list[Order], who: Actor) -> set[str]:
    found = set()
    working, heading = who.units("handler", "unit_head"), who.units("unit_head")
    for order in orders:
        leading = order.part == "lead" and order.state in LEADING
        if order.unit_id in working:
            found |= {"part", "lead"} if leading else {"part"}
        if order.unit_id in heading and leading:
            found.add("head")
    return found


def voice_roles(world: World, voice: Voice, case: Case, who: Actor) -> set[str]:
    """Every role in a voice: those in its case, but one's own words and helped words only by themselves."""
    if who.is_system:
        return {"system"}
    found = case_roles(world, case, who) - {"resident"}
    if voice.helper_id != who.account_id:
        found.discard("helper")
    if voice.pk in who.voice_ids:
        found.add("resident")
    return found


def order_roles(world: World, order: Order, who: Actor) -> set[str]:
    """Every role in an order."""
    if who.is_system:
        return {"system"}
    if _kept_out(world, order, order.matter_id, who):
        return set()
    if order.restricted:
        return {"restricted_officer"} if _inside(order.place_path, who.scopes("restricted_officer")) else set()
    asked = {
        "handler": order.unit_id in who.units("handler"),
        "unit_head": order.unit_id in who.units("unit_head"),
        "issuer": _inside(order.place_path, who.scopes("dispatcher")),
        "arbiter": _inside(order.place_path, who.scopes("dispatcher")),
        "overseer": _inside(order.place_path, who.scopes("supervisor", "principal")),
        "inspector": _inside(order.place_path, who.scopes("inspector")),
        "leader": _inside(order.unit.path, who.unit_paths("leader")),
    }
    return {role for role, holds in asked.items() if holds}


def petition_roles(world: World, petition: Petition, who: Actor) -> set[str]:
    """Every role in a petition: those in its case that reach it, and the legal ones, closed to whoever may not know of it."""
    if who.is_system:
        return {"system"}
    case = petition.case
    found = case_roles(world, case, who) & {"resident", "overseer", "leader", "inspector", "restricted_officer"}
    found = {"officer" if role == "restricted_officer" else role for role in found}
    if case.restricted or _kept_out(world, case, case.pk, who):
        return found
    at_office = [post for post in who.posts if post.function == "petition_office" and post.role in ("clerk", "dispatcher")]
    registrar = _inside(case.place_path, [post.scope for post in at_office])
    working, heading = who.units("handler", "unit_head"), who.units("unit_head")
    asked = {
        "registrar": registrar,
        "unit": petition.unit_id in working,
        "head": petition.unit_id in heading,
        "organ": petition.organ_id in working or (registrar and petition.organ_id is None and petition.stage == 1),
        "upper": petition.upper_id in working or (registrar and petition.upper_id is None and petition.stage == 2),
    }
    return found | {role for role, holds in asked.items() if holds}
