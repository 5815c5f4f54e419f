"""The leader alone at the table: what can be done there is offered, the rest is said to be the office's."""

from collections.abc import Callable

import pytest
from django.test import Client

from sixia.fieldwork.reception.models import Act
from tests.fieldwork.reception.test_acts import act, sitting
from tests.refusals import refused
from tests.town import Town

Enter = Callable[..., Client]


@pytest.mark.parametrize(("name", "whole"), [("deputy", False), ("clerk", True), ("dispatcher", True)])
def test_only_what_can_be_done_is_offered(town: Town, enter: Enter, name: str, whole: bool) -> None:
    talk = sitting(town)
    page = enter(name).get(f"/desk/bookings/{talk.pk}").content.decode()
    for kind in (Act.HEARD, Act.INSTRUCTED, Act.PROMISED, Act.PETITION, Act.NOTED):
        assert f'name="act" value="{kind}"' in page, kind
    for kind in (Act.SETTLED, Act.EXPLAINED):
        assert (f'name="act" value="{kind}"' in page) == whole, kind
    assert ("您是接访人" in page) != whole


def test_an_answer_stays_with_the_office(town: Town) -> None:
    talk = sitting(town)
    for kind in (Act.SETTLED, Act.EXPLAINED):
        with refused("role"):
            act(town, talk, kind, by="deputy")
    assert act(town, talk, Act.INSTRUCTED, by="deputy", unit=town.units["housing"]).act.case
