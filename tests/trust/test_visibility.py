"""Sees it, has a role in it, finds it, counts it: four words for one thing, for everybody and every kind of row."""

import sys
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sixia.cases.models import Case, Voice
from sixia.kit import search
from sixia.kit.standing import roles_in, roles_in_rows
from sixia.orders.models import Bar, Order
from sixia.people.actors import SYSTEM, Actor, Held
from sixia.petitions.models import Notice, Petition
from sixia.petitions.queries.lists import unserved
from sixia.petitions.queries.panel import visible_notice
from tests.town import Town
from tests.trust import oracle
from tests.trust.scene import Scene, marker

pytestmark = pytest.mark.django_db


def governed() -> list[Any]:
    """Every model that says who may see its rows."""
    return [model for model in apps.get_models() if hasattr(model._default_manager.all(), "visible_to")]


WITHOUT_ROLES = {
    *("reception.Act", "visits.Note", "onsite.Item", "onsite.Act"),
    *("research.Interview", "research.Finding", "research.Dissection"),
    "figures.Subscription",
}
"""Rows that have no roles of their own: whoever sees the talk sees what came of it, unless it led to a closed case; what
somebody wants by mail is theirs alone."""


def standing_of(model: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The dict of Qs by which `visible_to` of this model decides: what it hands to `kit.standing.visible` for its own rows;
    None where it only asks for others' rows."""
    asked: dict[Any, Any] = {}
    module = sys.modules[type(model._default_manager.all()).__module__]
    if not hasattr(module, "visible"):
        return None
    with monkeypatch.context() as patch:
        patch.setattr(module, "visible", lambda rows, standing, who: asked.setdefault(rows.model, standing) and rows.none())
        model._default_manager.visible_to(SYSTEM)
    return asked.get(model)


def test_the_rooms_say_who_may_see_their_rows() -> None:
    assert {model._meta.app_label for model in governed()} >= {"cases", "orders", "people", "interop"}


def test_to_see_a_row_is_to_have_a_role_in_it(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    standings = {model: standing_of(model, monkeypatch) for model in governed()}
    assert {model._meta.label for model, standing in standings.items() if standing is None} == WITHOUT_ROLES
    for model, standing in standings.items():
        if standing is None:
            continue
        for name, who in scene.actors().items():
            seen = set(model._default_manager.visible_to(who).values_list("pk", flat=True))
            having = {pk for pk, roles in roles_in_rows(model._default_manager.all(), standing, who).items() if roles}
            assert seen == having, f"{name} and {model._meta.label}"
            row = model._default_manager.first()
            assert row is None or bool(roles_in(row, standing, who)) is (row.pk in having)


def _as_the_oracle_says(actors: dict[str, Actor]) -> None:
    world = oracle.World.now()
    by_pk = {case.pk: case for case in world.cases}
    for name, who in actors.items():
        for rows, roles in (
            (world.cases, lambda row: oracle.case_roles(world, row, who)),  # noqa: B023  # called in this turn of the loop
            (world.voices, lambda row: oracle.voice_roles(world, row, by_pk[row.case_id], who)),  # noqa: B023
            (world.orders, lambda row: oracle.order_roles(world, row, who)),  # noqa: B023
            (world.petitions, lambda row: oracle.petition_roles(world, row, who)),  # noqa: B023
        ):
            model = type(rows[0])
            told = {row.pk: roles(row) for row in rows}
            found = roles_in_rows(model._default_manager.all(), model.STANDING, who)
            wrong = {pk: (set(found[pk]), told[pk]) for pk in told if set(found[pk]) != told[pk]}
            assert not wrong, f"{name}, {model.__name__}: (found, should be) {wrong}"
            seen = set(model._default_manager.visible_to(who).values_list("pk", flat=True))
            assert seen == {pk for pk, mine in told.items() if mine}, f"{name}, {model.__name__}"


def test_everybody_has_the_roles_that_plain_loops_say(scene: Scene) -> None:
    _as_the_oracle_says(scene.actors())


def test_who_sees_what(scene: Scene) -> None:
    """The heart of it in words that can be read."""
    actors = scene.actors()
    seen = {name: scene.seen_by(who) for name, who in actors.items()}
    everything = set(scene.cases)
    confidential = {"restricted", "restrictedunit", "restrictedofficer", "sealedlater", "petitionsealed"}
    open_to_desk = everything - confidential
    assert seen["system itself"] == everything
    assert seen["dispatcher"] == open_to_desk
    assert seen["clerk"] == open_to_desk - {"barredclerk"}
    assert seen["officer"] == confidential
    assert seen["officer2"] == confidential - {"restrictedofficer"}
    assert seen["kin"] == open_to_desk - {"barredkin"}, "what a relative is complained about in is not seen either"
    assert not seen["keepsout"] & {"inhand", "answered", "closed", "secret", "group", "handedon", "helped"}
    assert seen["knows"] == open_to_desk - {"heard"}
    assert not seen["both"] & {"restricted", "restrictedunit", "restrictedofficer"}
    assert not any(seen[name] for name in ("system", "security", "auditor", "privacy", "outsider", "former", "anonymous"))
    for name in ("handler", "head", "leader", "standin"):
        assert not seen[name] & (confidential | {"barredunit"}), name
    assert "barredaccount" not in seen["head"]
    assert "barredaccount" in seen["handler"]
    assert "barredhandled" not in seen["ecologist"] | seen["ecohead"]
    assert seen["standin"] == seen["handler"]
    assert seen["grid"] == {"helped"}
    assert {"west", "westinhand"} & seen["eastdesk"] == set()
    petitions = {name for name in open_to_desk if name.startswith("petition")}
    assert seen["registrar"] == seen["registry"] == open_to_desk, "as wide as a dispatcher of the whole county"
    assert seen["county1"] & everything == {"petitionreview"}, "the organ above sees what it was asked about"
    assert petitions & seen["handler"] == {"petitionhand", "petitionreview", "petitionhead"}
    assert petitions & seen["head"] == {"petitionhand", "petitionreview"}
    assert not petitions & (seen["wester"] | seen["ecologist"] | seen["keepsout"] - {"petition", "petitioneast"})
    for name in scene.cases:
        if name != "joined":
            assert seen[f"resident of {name}"] == {name}


def test_searching_finds_only_what_is_seen(scene: Scene) -> None:
    for words, (name, who) in product(("路灯", "收钱", "暗号"), scene.actors().items()):
        found = set(search.matching(Voice.objects.visible_to(who), "voice", words).values_list("pk", flat=True))
        assert found <= set(Voice.objects.visible_to(who).values_list("pk", flat=True)), name


NAMING = (
    *("restrictedunit", "barredunit", "barredaccount", "barredhandled", "restrictedofficer", "sealedlater"),
    *("petitioneast", "petitionhead", "petitionsealed"),
)


@pytest.mark.parametrize("name", NAMING)
def test_those_complained_about_never_find_it(scene: Scene, name: str) -> None:
    case = scene.cases[name]
    bars = list(Bar.objects.filter(matter_kind="case", matter_id=case.pk))
    assert bars
    papers = list(Notice.objects.filter(petition__case=case).values_list("pk", flat=True))
    named = [
        (who, actor)
        for who, actor in scene.actors().items()
        if any((bar.account_id and bar.account_id == actor.account_id) or bar.unit_id in actor.unit_ids for bar in bars)
    ]
    assert named
    for who, actor in named:
        voices = Voice.objects.visible_to(actor)
        assert not search.matching(voices, "voice", marker(name)).exists(), who
        assert not voices.filter(case=case).exists(), who
        assert not Order.objects.visible_to(actor).filter(matter_id=case.pk).exists(), who
        assert not Case.objects.visible_to(actor).filter(title__contains=name).exists(), who
        assert not Petition.objects.visible_to(actor).filter(case=case).exists(), who
        assert all(visible_notice(pk, actor) is None for pk in papers), who
        assert not unserved(actor).filter(petition__case=case).exists(), who


def actor_now(town: Town, held: list[tuple[str, str]], **more: Any) -> Actor:
    """Somebody who holds these (unit, role) pairs."""
    rows = [(number, town.units[unit], role) for number, (unit, role) in enumerate(held)]
    posts = tuple(Held(number, unit.pk, role, unit.path, unit.place.path, unit.function) for number, unit, role in rows)
    return Actor("account", account_id=town.accounts["outsider"].pk, posts=posts, **more)


ROLES = (
    *("clerk", "dispatcher", "handler", "unit_head", "callback", "supervisor", "leader", "principal"),
    *("restricted_officer", "inspector", "grid_worker", "auditor"),
)
UNITS = ("county", "hotline", "office", "housing", "lamps", "ecology", "discipline", "east", "west")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_posts_bars_and_recusals_there_are(scene: Scene, data: st.DataObject) -> None:
    town, units, names = scene.town, st.sampled_from(UNITS), st.sampled_from(sorted(scene.cases))
    held = data.draw(st.lists(st.tuples(units, st.sampled_from(ROLES)), max_size=4), label="posts")
    unit_bars = data.draw(st.lists(st.tuples(names, units), max_size=3), label="units complained about")
    own_bars = data.draw(st.lists(names, max_size=2), label="complaints about oneself")
    who = actor_now(
        town,
        held,
        recused_units=frozenset(town.units[unit].pk for unit in data.draw(st.lists(units, max_size=1), label="units")),
        recused_accounts=frozenset({town.accounts["wester"].pk}) if data.draw(st.booleans(), label="kin") else frozenset(),
        recused_matters=frozenset(("case", scene.cases[name].pk) for name in data.draw(st.lists(names, max_size=2), label="own")),
    )
    with transaction.atomic():
        for name, unit in unit_bars:
            _bar(scene.cases[name], unit_id=town.units[unit].pk)
        for name in own_bars:
            _bar(scene.cases[name], account_id=who.account_id)
        _as_the_oracle_says({"drawn": who})
        transaction.set_rollback(True)


def _bar(case: Case, **named: Any) -> None:
    Bar.objects.create(matter_kind="case", matter_id=case.pk, **named)
    Case.objects.filter(pk=case.pk).update(barred=True)
    Order.objects.filter(matter_id=case.pk).update(barred=True)
