"""The first three administrators: three people, one unit, links that work once - and only where nobody administers yet."""

from datetime import date
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

from sixia.people.models import Account, Post, Unit
from sixia.people.rules import AUDITOR, SECURITY_ADMIN, SYSTEM_ADMIN
from sixia.places.models import Place

PEOPLE = ("jia=演示·甲", "yi=演示·乙", "bing=演示·丙")


@pytest.fixture
def county(db: None) -> Place:
    """A territory in which nobody works yet."""
    return Place.objects.create(code="990101", name="测试县", level="county", path="990101/", valid_from=date(2020, 1, 1))


def _found(*words: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("founders", *words, stdout=out)
    return out.getvalue()


def test_three_people_three_posts_one_unit(county: Place) -> None:
    _found(*PEOPLE)
    unit = Unit.objects.get()
    assert (unit.function, unit.place) == ("administration", county)
    held = Post.objects.order_by("pk").values_list("account__username", "role", "unit")
    assert list(held) == [("jia", SYSTEM_ADMIN, unit.pk), ("yi", SECURITY_ADMIN, unit.pk), ("bing", AUDITOR, unit.pk)]
    assert set(Account.objects.values_list("mfa_required", flat=True)) == {True}


def test_each_link_sets_a_password_once(county: Place, client: Client) -> None:
    links = [line.strip() for line in _found(*PEOPLE).splitlines() if "/accounts/password/new/" in line]
    assert len(links) == 3
    path = urlsplit(links[0]).path
    given = {"password": "四下基层-2026-测试", "again": "四下基层-2026-测试"}
    assert client.get(path).status_code == 200
    assert client.post(path, given).status_code == 302
    assert client.get(path).status_code == 410
    assert Account.objects.get(username="jia").check_password(given["password"])


def test_where_somebody_administers_nothing_is_done(county: Place) -> None:
    _found(*PEOPLE)
    with pytest.raises(CommandError, match="already"):
        _found("ding=演示·丁", "wu=演示·戊", "ji=演示·己")
    assert Account.objects.count() == 3


@pytest.mark.parametrize(
    ("people", "says"),
    [
        (("jia=演示·甲", "yi", "bing=演示·丙"), "USERNAME=NAME"),
        (("jia=演示·甲", "jia=演示·乙", "bing=演示·丙"), "taken"),
        (("jia=演示·甲", "yi=演示·乙", "bing="), "USERNAME=NAME"),
    ],
)
def test_what_does_not_fit_leaves_nothing_behind(county: Place, people: tuple[str, ...], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        _found(*people)
    assert not Account.objects.exists()
    assert not Unit.objects.exists()


def test_the_territory_comes_first(db: None) -> None:
    with pytest.raises(CommandError, match="sixia import places"):
        _found(*PEOPLE)


def test_of_several_territories_one_must_be_named(county: Place) -> None:
    Place.objects.create(code="990202", name="另一县", level="county", path="990202/", valid_from=date(2020, 1, 1))
    with pytest.raises(CommandError, match="--place"):
        _found(*PEOPLE)
    _found(*PEOPLE, "--place", "990202", "--unit", "信息中心")
    assert Unit.objects.values_list("name", "place__code").get() == ("信息中心", "990202")
