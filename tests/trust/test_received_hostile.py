"""Every form of reception days, sent hostile values by somebody who may use it: never broken."""

from typing import Any
from zlib import crc32

import pytest
from django.db import transaction
from django.test import Client

from sixia.fieldwork.reception.desk.days import ACTS
from sixia.fieldwork.reception.desk.queue import STEPS
from sixia.fieldwork.reception.forms.acts import FORMS
from tests.trust import receiving
from tests.trust.scene import Scene
from tests.trust.test_hostile import browser
from tests.trust.test_hostile_forms import LINES, VALUES, lines, names

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("name", ["anonymous", "dispatcher", "principal", "grid", "wester"])
def test_hostile_values_in_every_form_of_a_reception(scene: Scene, at_later: Any, name: str) -> None:
    made, client, wrong, every = receiving.make(scene), browser(scene, name), [], tuple(names())
    for path in _public(made) if name == "anonymous" else _desk(made):
        for value in VALUES:
            wrong += _sent(client, path, every, value, "heard")
    if name != "anonymous":
        for kind in FORMS:
            for value in VALUES:
                wrong += _sent(client, f"/desk/bookings/{made.bookings['坐'].pk}", every, value, kind)
    assert not wrong, "\n".join(wrong)


def _public(made: receiving.Received) -> list[str]:
    days = [f"/receptions/{day.pk}/book" for day in made.days.values()]
    return [*days, *(f"/receptions/booking/{row.receipt}" for row in made.bookings.values()), "/receptions/booking"]


def _desk(made: receiving.Received) -> list[str]:
    days, rows = [day.pk for day in made.days.values()], [made.bookings[one].pk for one in ("约", "坐", "记", "西约")]
    found = [f"/desk/receptions/{pk}/{end}" for pk in days for end in ("queue", "take", *ACTS)]
    found += [f"/desk/bookings/{pk}/{step}" for pk in rows for step in (*STEPS, "look")]
    return [*found, "/desk/receptions/new", "/desk/receptions/plan"]


def _sent(client: Client, path: str, every: tuple[str, ...], value: str, act: str) -> list[str]:
    home = f"10.7.{len(path) % 250}.{crc32(value.encode()) % 250}"
    with transaction.atomic():
        given = lines(every, value) + f"&act={act}".encode()  # of a name that comes twice the last counts
        code = client.post(path, given, content_type=LINES, REMOTE_ADDR=home).status_code
        transaction.set_rollback(True)
    return [f"{path} with {value[:10]!r}: {code}"] if code >= 500 else []
