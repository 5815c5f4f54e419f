"""Every number on the desks of figures opens its list, and the list has as many rows as the number says; over all indicators."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import resolve, reverse

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.insight.figures.actions import catch_up
from sixia.insight.figures.desk.asking import Asked
from sixia.insight.figures.queries import lists
from sixia.insight.figures.rules.indicators import INDICATORS, REGISTRY
from sixia.people.actions.units import dissolve_unit
from sixia.people.actors import SYSTEM
from sixia.problems.actions import watching
from tests.insight.figures.test_facts import LATER, lived
from tests.oversight.making import promised
from tests.problems.lasting import solved
from tests.town import DAY, HOUR, NOW, Town

NUMBER = re.compile(r'<a class="num" href="([^"]+)">(\d+)</a>')
READERS = ("supervisor", "head")


def numbers(page: str) -> Iterator[tuple[str, int]]:
    """Address and number of every number that opens a list."""
    for address, number in NUMBER.findall(page):
        yield unescape(address), int(number)


def told(town: Town, name: str, address: str) -> int:
    """How many rows the list of an address has for this reader."""
    found = resolve(urlsplit(address).path)
    assert found.url_name == "desk_figure_list"
    who = town.who(name, LATER)
    asked = Asked(QueryDict(urlsplit(address).query), who, LATER)
    return lists.behind(REGISTRY[found.kwargs["key"]], found.kwargs["side"], asked.cut, asked.reach, who).count()


def _beside(town: Town) -> None:
    """What else is counted: a granted exclusion, a promise whose day has come, a solved problem under watch."""
    case = Case.objects.filter(ending="verdict").get()
    wish = cases.ask_exclusion(case, reason="disaster", note="台风", by=town.who("head"), now=NOW + 3 * DAY)
    cases.decide_exclusion(wish, granted=True, by=town.who("supervisor"), now=NOW + 4 * DAY)
    promised(town, due_on=(NOW + 5 * DAY).date())
    watching.begin(solved(town, now=LATER - DAY), now=LATER - DAY)


@pytest.mark.parametrize("name", READERS)
def test_each_number_of_each_page_opens_a_list_of_that_length(
    town: Town, client: Client, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    lived(town)
    _beside(town)
    town.heard("这事归全县管", place=town.places["990101"].pk, phone="13800000009", category="")
    catch_up(LATER)
    dissolve_unit(town.units["ecology"], by=SYSTEM, now=LATER - HOUR)
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    client.force_login(town.accounts[name])
    pages = [reverse("desk_figures"), reverse("desk_silence"), reverse("desk_today")]
    pages += [reverse("desk_figure", args=[one.key]) + "?span=2026-05" for one in INDICATORS]
    seen: dict[str, int] = {}
    for page in pages:
        for address, number in numbers(client.get(page).content.decode()):
            assert seen.setdefault(address, number) == number, (page, address)
    wrong = {address: (number, rows) for address, number in seen.items() if (rows := told(town, name, address)) != number}
    assert not wrong
    if name == "supervisor":
        assert {resolve(urlsplit(address).path).kwargs["key"] for address in seen} == set(REGISTRY)
        assert any("here=1" in address for address in seen)
        assert any("own=1" in address for address in seen)
        some = next(address for address, number in seen.items() if number > 1)
        assert client.get(some).context["list"].total == seen[some]
