"""Who sees an office, its lines and the called units: lists and single rows agree, and nobody else finds anything."""

import pytest

from sixia.fieldwork.onsite.models import Act, Called, Item, Office, Whistle
from tests.fieldwork.onsite.making import STARTS, blown, convened, decided, opened
from tests.town import DAY, Town

PEOPLE = [
    "clerk",
    "dispatcher",
    "deputy",
    "principal",
    "supervisor",
    "inspector",
    "handler",
    "ecologist",
    "easter",
    "wester",
    "eastdesk",
    "grid",
    "officer",
    "outsider",
    "system",
    "auditor",
    "leader",
    "callback",
]


def test_lists_and_rows_agree(town: Town) -> None:
    office = convened(town, town.accepted())
    whistle = blown(town)
    for name in PEOPLE:
        who = town.who(name)
        for row in (office, whistle, *Called.objects.all()):
            assert type(row).objects.visible_to(who).filter(pk=row.pk).exists() == bool(row.roles_of(who)), (name, row)


@pytest.mark.parametrize(
    ("name", "office", "items", "whistles"),
    [
        ("dispatcher", 1, 1, 1),
        ("eastdesk", 1, 1, 1),
        ("deputy", 1, 1, 1),
        ("principal", 1, 1, 1),
        ("handler", 1, 1, 1),
        ("ecologist", 1, 1, 0),
        ("easter", 0, 0, 1),
        ("wester", 0, 0, 0),
        ("outsider", 0, 0, 0),
        ("system", 0, 0, 0),
        ("officer", 0, 0, 0),
    ],
)
def test_who_sees_what(town: Town, name: str, office: int, items: int, whistles: int) -> None:
    convened(town, town.accepted())
    blown(town)
    who = town.who(name)
    found = (
        Office.objects.visible_to(who).count(),
        Item.objects.visible_to(who).count(),
        Whistle.objects.visible_to(who).count(),
    )
    assert found == (office, items, whistles)


def test_before_units_are_called_they_know_nothing_and_unannounced_it_stays_among_those_who_prepare_it(town: Town) -> None:
    office = convened(town, town.accepted(), announced=False)
    assert Office.objects.visible_to(town.who("handler")).exists()
    for name in ("inspector", "supervisor"):
        assert not Office.objects.visible_to(town.who(name)).exists()
    Office.objects.filter(pk=office.pk).update(state="planned")
    assert not Office.objects.visible_to(town.who("handler")).exists()


def test_what_was_decided_is_seen_through_its_item(town: Town) -> None:
    case = town.accepted(now=STARTS - DAY)
    decided(town, opened(town, case, units=("housing",)), "solved")
    assert Act.objects.visible_to(town.who("handler")).count() == 1
    assert Act.objects.visible_to(town.who("principal")).count() == 1
    assert not Act.objects.visible_to(town.who("wester")).exists()
