"""Many rows cost a list as many queries as a few: for every list, read by somebody who sees the rows."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.orders import actions as orders
from tests.town import DAY, HOUR, NOW, Town
from tests.trust.scene import Scene
from tests.trust.test_hostile import readers

pytestmark = pytest.mark.django_db
FEW, MANY = 2, 8


def more(town: Town, numbers: range) -> None:
    """Cases in every state that a list shows, one of each for every number."""
    for number in numbers:
        given: dict[str, Any] = {"phone": f"1360000{number:04d}"}
        town.heard(**given)
        town.dispatched(**given)
        town.answered(now=NOW - DAY, **given)
        refused = town.lead(town.dispatched(**given))
        orders.refuse(refused, reason="不归我们", proposed=town.units["ecology"], by=town.who("handler"), now=NOW + 2 * HOUR)
        late = town.lead(town.accepted(**given))
        orders.ask_extension(late, amount=2, reason="等料", by=town.who("handler"), now=NOW + 3 * HOUR)
        checked = town.accepted(category="road", **given)
        cases.answer(checked, reply=cases.Reply(text=f"第{number}处已补坑。"), by=town.who("handler"), now=NOW + 3 * HOUR)
        told = town.answered(**given)
        cases.ask_exclusion(told, reason="disaster", note="山洪", by=town.who("head"), now=NOW + 2 * DAY)
        secret = town.heard(kind="accusation", **given)
        assert secret.restricted


def costs(clients: dict[Any, Any], pages: list[str]) -> dict[str, int]:
    """How many queries each page takes."""
    found = {}
    for path in pages:
        client = clients[path.partition("?")[0]]
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(path).status_code == 200
        found[path] = len(caught)
    return found


def test_no_list_asks_more_for_more_rows(scene: Scene, at_later: Any) -> None:
    clients, pages = {}, []
    for address, client in readers(scene).items():
        path = f"/{address.route}"
        clients[path] = client
        pages += [f"{path}?tab={tab.name}" for tab in address.view.view_class.tabs] or [path]
    more(scene.town, range(FEW))
    before, count = costs(clients, pages), Case.objects.count()
    more(scene.town, range(FEW, FEW + MANY))
    assert Case.objects.count() == count + 8 * MANY
    after = costs(clients, pages)
    dearer = {path: (before[path], after[path]) for path in pages if after[path] > before[path] + 1}
    assert not dearer, f"queries with few rows and with many: {dearer}"
    assert max(after.values()) <= 25, {path: number for path, number in after.items() if number > 25}
