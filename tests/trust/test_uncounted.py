"""Whoever may not know of a case does not see it in any number either: every page reads the same as if it were not there."""

import re
from typing import Any

import pytest
from django.db import transaction

from sixia.cases.models import Answer, Case, Contact, Verdict, Voice
from sixia.orders.models import Bar, Extension, Order
from sixia.petitions.models import Notice, Petition
from tests.trust.scene import Scene, marker
from tests.trust.test_hostile import browser
from tests.walks.addresses import addresses
from tests.walks.table import TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CHANGING = re.compile(
    r'(name="csrfmiddlewaretoken" value="|nonce="|X-CSRFToken": ?"|X-CSRFToken&quot;: ?&quot;|"csrf": ?")[^"&]+'
    r'|name="number" value="[0-9a-f]{32}"'
    r"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
)
"""What differs from one reading to the next: tokens, and the numbers of forms."""
ASKED = ("clerk", "eastdesk", "head", "ecohead", "officer2", "supervisor", "callback", "grid", "registrar", "county1")


def pages() -> list[str]:
    """Every officials' page without a thing in its address, each tab of the lists, searches and exports."""
    found = []
    for address in addresses():
        row = TABLE[address.key]
        if address.desk and not row.on and not row.post:
            paths = [row.path.format(move=move) for move in row.moves]
            tabs = getattr(getattr(address.view, "view_class", None), "tabs", ())
            found += [f"{paths[0]}?tab={tab.name}" for tab in tabs] or paths[:1]
    return [
        *found,
        "/desk/cases?tab=all&q=暗号",
        "/desk/find?q=暗号",
        "/desk/cases?tab=all&export=csv",
        "/desk/orders?export=csv",
    ]


def read(scene: Scene, name: str) -> dict[str, str]:
    """What somebody reads on each page."""
    client, found = browser(scene, name), {}
    for path in pages():
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[path] = f"{answer.status_code} {CHANGING.sub('', body.decode(errors='replace'))}"
    return found


def without(hidden: list[int]) -> None:
    """As if these cases had never been."""
    for rows in (
        Notice.objects.filter(petition__case__in=hidden),
        Petition.objects.filter(case__in=hidden),
        Verdict.objects.filter(case__in=hidden),
        Contact.objects.filter(case__in=hidden),
        Answer.objects.filter(case__in=hidden),
        Voice.objects.filter(case__in=hidden),
        Extension.objects.filter(order__matter_id__in=hidden),
        Bar.objects.filter(matter_id__in=hidden),
    ):
        rows.delete()
    Order.objects.filter(matter_id__in=hidden).update(parent=None)
    Order.objects.filter(matter_id__in=hidden).delete()
    Voice.objects.filter(origin__in=hidden).update(origin=None)
    Case.objects.filter(into__in=hidden).update(into=None)
    Case.objects.filter(pk__in=hidden).delete()


@pytest.mark.parametrize("name", ASKED)
def test_pages_read_the_same_without_what_is_hidden(scene: Scene, at_later: Any, name: str) -> None:
    actor = scene.actors()[name]
    hidden = set(scene.cases) - scene.seen_by(actor)
    assert hidden
    with transaction.atomic():
        before = read(scene, name)
        transaction.set_rollback(True)
    with transaction.atomic():
        without([scene.cases[one].pk for one in hidden])
        after = read(scene, name)
        transaction.set_rollback(True)
    differing = [path for path in before if before[path] != after[path]]
    for path in differing:
        shown = zip(before[path].splitlines(), after[path].splitlines(), strict=False)
        print(path, next(pair for pair in shown if pair[0] != pair[1]))  # noqa: T201  # the first line that tells
    assert not differing, f"{name} can tell on {differing} that there is something hidden"
    unread = set(scene.cases) - scene.read_by(actor)
    for path, text in before.items():
        shown = [one for one in unread if marker(one) in text]
        assert not shown, f"{path} shows {shown}"
