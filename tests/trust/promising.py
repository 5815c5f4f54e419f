"""Promises and charges in every kind of case of the scene, and who may see them, said a second time in plain loops."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sixia.cases.models import Case
from sixia.oversight import actions
from sixia.oversight.actions import NewPromise
from sixia.oversight.models import Charge, Promise
from sixia.people.actors import Actor
from tests.trust import oracle
from tests.trust.scene import LATER, Scene, marker

DUE = date(2026, 6, 30)
LED = ("inhand", "westinhand", "group", "barredaccount", "barredhandled", "assisted", "secret", "helped")
"""Cases with a leader in charge."""
SPEAKERS = {"restricted": ("officer", "discipline"), "restrictedofficer": ("officer", "discipline")}
LOOSE = (
    # marker, unit, who says it, place, whether it is public, whether its words were taken off
    ("开", "housing", "handler", "990101100001", True, False),
    ("藏", "housing", "handler", "990101100001", True, True),
    ("内", "west", "wester", "990101200001", False, False),
)


@dataclass
class Made:
    """What was promised and who leads, by the name of the case or the marker of the place."""

    promises: dict[str, Promise]
    charges: dict[str, Charge]


def make(scene: Scene) -> Made:
    """Everything, through real actions."""
    promises = {name: promise for name in scene.cases if (promise := _in_case(scene, name)) is not None}
    promises |= {row[0]: _loose(scene, *row) for row in LOOSE}
    return Made(promises, {name: _led(scene, name) for name in LED})


def words(name: str) -> str:
    """The words of one promise, which stand nowhere else."""
    return f"答应{marker(name)}月底前办好"


def _in_case(scene: Scene, name: str) -> Promise | None:
    case, town = Case.objects.get(pk=scene.cases[name].pk), scene.town
    speaker, unit = SPEAKERS.get(name, ("dispatcher", "hotline"))
    if not case.roles_of(scene.actors()[speaker]):
        speaker, unit = "officer", "discipline"
    voice = town.voice(case) if name in ("inhand", "secret") else None
    new = NewPromise(words=words(name), due_on=DUE, unit=town.units[unit], where="contact", case=case, voice=voice)
    return actions.promise(new, by=scene.actors()[speaker], now=_later()) if case.roles_of(scene.actors()[speaker]) else None


def _loose(scene: Scene, name: str, unit: str, speaker: str, place: str, public: bool, hidden: bool) -> Promise:
    town, actors = scene.town, scene.actors()
    given: dict[str, Any] = {"unit": town.units[unit], "where": "onsite", "place": town.places[place]}
    row = actions.promise(NewPromise(words=words(name), due_on=DUE, **given), by=actors[speaker], now=_later())
    if public:
        actions.publish(row, by=actors["head"], now=_later())
    if hidden:
        actions.hide(row, reason="提到人", by=actors["supervisor"], now=_later())
    return row


def _led(scene: Scene, name: str) -> Charge:
    case, actors = Case.objects.get(pk=scene.cases[name].pk), scene.actors()
    charge = actions.propose(case, note="久拖不决", by=actors["supervisor"], now=_later())
    actions.name(charge, leader=scene.town.accounts["principal"], by=actors["principal"], now=_later())
    return charge


def _later() -> datetime:
    return LATER - timedelta(hours=1)


def promise_roles(world: oracle.World, row: Promise, who: Actor) -> set[str]:
    """Every role in a promise."""
    if who.is_system:
        return {"system"}
    case = next((case for case in world.cases if case.pk == row.case_id), None)
    if not who.is_official:
        return {"resident"} if _resident(world, row, who) else set()
    mine = oracle.case_roles(world, case, who) if case else set()
    reached = bool(mine) if case else True
    apart = row.account_id not in who.recused_accounts
    below = any(row.unit.path.startswith(path) for path in who.unit_paths("leader"))
    said = row.account_id == who.account_id
    asked = {
        "promiser": said and (reached or (case is not None and _free(world, case, who))),
        "unit": reached and row.unit_id in who.units("handler", "unit_head", "leader"),
        "head": reached and row.unit_id in who.units("unit_head"),
        "overseer": apart and (mine & {"overseer", "restricted_officer"} or _loose_over(row, who, "supervisor", "principal")),
        "callback": apart and ("callback" in mine or _loose_over(row, who, "callback")),
        "reader": mine or (below and not case) or _loose_over(row, who, "clerk", "dispatcher", "inspector"),
    }
    return {role for role, holds in asked.items() if holds}


def _loose_over(row: Promise, who: Actor, *roles: str) -> bool:
    return row.case_id is None and any(row.place_path.startswith(scope) for scope in who.scopes(*roles))


def _free(world: oracle.World, case: Case, who: Actor) -> bool:
    """Not confidential, nobody near complained about, not recused from the matter itself."""
    people, units = {who.account_id, *who.recused_accounts}, who.unit_ids | who.recused_units
    bars = [bar for bar in world.bars if bar.matter_id == case.pk] if case.barred else []
    near = any((bar.account_id is not None and bar.account_id in people) or bar.unit_id in units for bar in bars)
    return not case.restricted and not near and ("case", case.pk) not in who.recused_matters


def _resident(world: oracle.World, row: Promise, who: Actor) -> bool:
    own = [voice for voice in world.voices if voice.pk in who.voice_ids]
    if row.voice_id is not None:
        return row.voice_id in who.voice_ids
    if any(voice.case_id == row.case_id for voice in own):
        return True
    paths = [case.place_path for case in world.cases if case.pk in {voice.case_id for voice in own}]
    return row.public and row.to in ("place", "group") and any(path.startswith(row.place_path) for path in paths)


def charge_roles(world: oracle.World, row: Charge, who: Actor) -> set[str]:
    """Every role in a charge: through its case alone."""
    if who.is_system:
        return {"system"}
    case = next(case for case in world.cases if case.pk == row.case_id)
    mine = oracle.case_roles(world, case, who) if who.is_official else set()
    found = {"reader"} if mine else set()
    if mine and row.leader_id == who.account_id:
        found.add("charged")
    if "overseer" in mine and any(case.place_path.startswith(scope) for scope in who.scopes("principal")):
        found.add("principal")
    return found
