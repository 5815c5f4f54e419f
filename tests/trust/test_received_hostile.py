"""Every form of reception days, sent hostile values by somebody who may use it: never broken."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from sixia.fieldwork.reception.desk.days import ACTS
from sixia.fieldwork.reception.desk.queue import STEPS
from sixia.fieldwork.reception.forms.acts import FORMS
from tests.trust import receiving
from tests.trust.scene import Scene
from tests.trust.test_hostile import browser
from tests.trust.test_hostile_forms import VALUES, names

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("name", ["anonymous", "dispatcher", "principal", "grid", "wester"])
def test_hostile_values_in_every_form_of_a_reception(scene: Scene, at_later: Any, name: str) -> None:
    made, client, wrong, every = receiving.make(scene), browser(scene, name), [], names()
    for path in _public(made) if name == "anonymous" else _desk(made):
        for value in VALUES:
            wrong += _sent(client, path, {**dict.fromkeys(every, value), "act": "heard"})
    if name != "anonymous":
        for kind in FORMS:
            for value in VALUES:
                wrong += _sent(client, f"/desk/bookings/{made.bookings['坐'].pk}", {**dict.fromkeys(every, value), "act": kind})
    assert not wrong, "\n".join(wrong)


def _public(made: receiving.Received) -> list[str]:
    days = [f"/receptions/{day.pk}/book" for day in made.days.values()]
    return [*days, *(f"/receptions/booking/{row.receipt}" for row in made.bookings.values()), "/receptions/booking"]


def _desk(made: receiving.Received) -> list[str]:
    days, rows = [day.pk for day in made.days.values()], [made.bookings[one].pk for one in ("约", "坐", "记", "西约")]
    found = [f"/desk/receptions/{pk}/{end}" for pk in days for end in ("queue", "take", *ACTS)]
    found += [f"/desk/bookings/{pk}/{step}" for pk in rows for step in (*STEPS, "look")]
    return [*found, "/desk/receptions/new", "/desk/receptions/plan"]


def _sent(client: Client, path: str, given: dict[str, Any]) -> list[str]:
    with transaction.atomic():
        code = client.post(path, given, REMOTE_ADDR=f"10.7.{len(path) % 250}.{hash(str(given)) % 250}").status_code
        transaction.set_rollback(True)
    return [f"{path} with {given['text'][:10]!r}: {code}"] if code >= 500 else []
