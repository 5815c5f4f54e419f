"""Who may look up accounts, units, posts and recusals."""

import pytest

from sixia.kit.standing import roles_in
from sixia.people import actions, standing
from sixia.people.actors import SYSTEM, resident
from sixia.people.models import Account, Post, Recusal, Unit
from tests.people.cast import NOW, Cast


def names(cast: Cast, who: str) -> set[str]:
    return set(Account.objects.visible_to(cast.actor(who)).values_list("username", flat=True))


def test_administrators_and_the_auditor_see_every_account(cast: Cast) -> None:
    everybody = set(cast.accounts)
    assert names(cast, "system") == names(cast, "security") == names(cast, "auditor") == everybody


def test_a_head_sees_their_own_people_and_others_only_themselves(cast: Cast) -> None:
    assert names(cast, "head") == {"head", "handler"}
    assert names(cast, "handler") == {"handler"}
    assert names(cast, "idle") == {"idle"}


def test_residents_see_no_account_and_every_unit_that_works(cast: Cast) -> None:
    actions.dissolve_unit(cast.units["housing"], by=SYSTEM, now=NOW)
    assert not Account.objects.visible_to(resident([1])).exists()
    assert not Post.objects.visible_to(resident([1])).exists()
    assert set(Unit.objects.visible_to(resident()).values_list("code", flat=True)) == {"town", "hotline"}
    assert Unit.objects.visible_to(cast.actor("idle")).count() == 4


def test_recusals_are_read_by_oneself_the_security_administrator_and_the_auditor(cast: Cast) -> None:
    given = {"kind": "unit", "unit": cast.units["town"], "reason": "x"}
    actions.declare_recusal(cast.accounts["handler"], **given, by=cast.actor("handler"), now=NOW)
    seen = {name for name in cast.accounts if Recusal.objects.visible_to(cast.actor(name)).exists()}
    assert seen == {"handler", "security", "security2", "auditor"}


@pytest.mark.parametrize("table", [(Account, standing.ACCOUNT), (Post, standing.POST), (Unit, standing.UNIT)])
def test_seeing_a_row_is_having_a_role_in_it(cast: Cast, table: tuple) -> None:
    model, rules = table
    for name in cast.accounts:
        who = cast.actor(name)
        seen = set(model.objects.visible_to(who).values_list("pk", flat=True))
        assert seen == {row.pk for row in model.objects.all() if roles_in(row, rules, who)}
