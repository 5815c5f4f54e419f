"""Promises and charges show nobody more than their case does: roles, pages, the public board, lists and shares."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils.translation import gettext

from sixia.kit.standing import roles_in_rows
from sixia.oversight.models import Charge, Meeting, Promise, Saying, Step, Tenure
from tests.trust import oracle, promising
from tests.trust.promising import Made, words
from tests.trust.scene import Scene
from tests.trust.test_hostile import browser
from tests.trust.test_uncounted import CHANGING, without

pytestmark = pytest.mark.django_db
LISTS = (
    *(f"/desk/promises?tab={tab}" for tab in ("open", "late", "claimed", "broken", "kept", "ontime", "come", "all")),
    *("/desk/promises?tab=all&q=暗号", "/desk/promises?tab=all&unit=县热线中心"),
    *("/desk/promises?tab=all&export=csv", "/desk/charges?export=csv", "/promises", "/promises?q=暗号"),
    *(f"/desk/charges?tab={tab}" for tab in ("open", "proposed", "vacant", "unmet", "late", "ended")),
    *("/desk/charges/proposals", "/desk/charges/old?tab=open", "/desk/today", "/desk/"),
)
ASKED = ("clerk", "eastdesk", "head", "supervisor", "principal", "wester")


@pytest.fixture(scope="module")
def made_once(built: Scene, django_db_blocker: Any) -> Iterator[Made]:
    """Promises and charges in the scene of this file."""
    with django_db_blocker.unblock():
        yield promising.make(built)


@pytest.fixture
def made(scene: Scene, made_once: Made) -> Made:
    """The same, for one test."""
    return made_once


def test_everybody_has_the_roles_that_plain_loops_say(scene: Scene, made: Made) -> None:
    world = oracle.World.now()
    tellers: tuple[tuple[Any, Any], ...] = ((Promise, promising.promise_roles), (Charge, promising.charge_roles))
    for name, who in scene.actors().items():
        for model, roles in tellers:
            rows = list(model._default_manager.select_related("unit") if model is Promise else model._default_manager.all())
            told = {row.pk: roles(world, row, who) for row in rows}
            found = {pk: set(some) for pk, some in roles_in_rows(model._default_manager.all(), model.STANDING, who).items()}
            wrong = {pk: (found.get(pk, set()), told[pk]) for pk in told if found.get(pk, set()) != told[pk]}
            assert not wrong, f"{name}, {model.__name__}: (found, should be) {wrong}"
            seen = set(model._default_manager.visible_to(who).values_list("pk", flat=True))
            assert seen == {pk for pk, mine in told.items() if mine}, f"{name}, {model.__name__}"


def test_those_complained_about_and_uninvolved_units_find_no_promise_and_no_charge(scene: Scene, made: Made) -> None:
    actors = scene.actors()
    for name, who in (("barredaccount", "head"), ("barredhandled", "ecohead"), ("barredkin", "kin"), ("restricted", "principal")):
        assert not Promise.objects.visible_to(actors[who]).filter(pk=made.promises[name].pk).exists(), (name, who)
    for name in ("barredaccount", "barredhandled"):
        who = "head" if name == "barredaccount" else "ecohead"
        assert not Charge.objects.visible_to(actors[who]).filter(pk=made.charges[name].pk).exists(), name
    assert not Charge.objects.visible_to(actors["wester"]).filter(pk=made.charges["inhand"].pk).exists()
    assert not Charge.objects.visible_to(actors["keepsout"]).filter(pk=made.charges["inhand"].pk).exists()


def test_pages_of_what_one_may_not_see_are_absent(scene: Scene, made: Made, at_later: Any) -> None:
    for name in ("clerk", "wester", "head", "officer", "supervisor", "inspector", "system", "auditor", "former", "kin"):
        client, who = browser(scene, name), scene.actors()[name]
        for kind, model, rows in (("promises", Promise, made.promises), ("charges", Charge, made.charges)):
            seen: set[int] = set(model.objects.visible_to(who).values_list("pk", flat=True))
            for label, row in rows.items():
                with transaction.atomic():
                    answer = client.get(f"/desk/{kind}/{row.pk}")
                found = answer.status_code == 200
                assert found == (row.pk in seen), f"{name} {kind} {label}: {answer.status_code}"
                assert found or answer.status_code in (302, 403, 404), answer.status_code


def test_the_public_board_holds_what_was_published_and_no_words_taken_off(scene: Scene, made: Made, at_later: Any) -> None:
    page = Client().get("/promises").content.decode()
    assert words("开") in page
    for name in made.promises:
        assert name == "开" or words(name) not in page, name
    searched = Client().get("/promises", {"q": "藏号"}).content.decode()
    assert gettext("(The words were taken off, since they spoke of a person.)") in page
    assert gettext("(The words were taken off, since they spoke of a person.)") not in searched


@pytest.mark.slow
@pytest.mark.parametrize("name", ASKED)
def test_lists_and_shares_read_the_same_without_what_is_hidden(scene: Scene, made: Made, at_later: Any, name: str) -> None:
    who = scene.actors()[name]
    hidden = [case.pk for one, case in scene.cases.items() if one not in scene.seen_by(who)]
    promises = Promise.objects.exclude(pk__in=Promise.objects.visible_to(who).values("pk")).exclude(public=True)
    charges = Charge.objects.exclude(pk__in=Charge.objects.visible_to(who).values("pk"))
    assert hidden
    with transaction.atomic():
        before = _read(scene, name)
        transaction.set_rollback(True)
    with transaction.atomic():
        unseen = list(promises.values_list("pk", flat=True)) + list(
            Promise.objects.filter(case__in=hidden).values_list("pk", flat=True)
        )
        gone = list(charges.values_list("pk", flat=True)) + list(
            Charge.objects.filter(case__in=hidden).values_list("pk", flat=True)
        )
        Saying.objects.filter(promise__in=unseen).delete()
        Promise.objects.filter(pk__in=unseen).delete()
        for rows in (Tenure, Step, Meeting):
            rows.objects.filter(charge__in=gone).delete()
        Charge.objects.filter(pk__in=gone).delete()
        without(hidden)
        after = _read(scene, name)
        transaction.set_rollback(True)
    differing = [path for path in before if before[path] != after[path]]
    assert not differing, f"{name} can tell on {differing} that there is something hidden"


def _read(scene: Scene, name: str) -> dict[str, str]:
    client, found = browser(scene, name), {}
    for path in LISTS:
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[path] = f"{answer.status_code} {CHANGING.sub('', body.decode(errors='replace'))}"
    return found
