"""Reception days, bookings and what came of them show nobody more than the cases they led to."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from sixia.fieldwork.reception.bookers import booker
from sixia.fieldwork.reception.models import Act, Booking, Day
from sixia.kit.standing import roles_in_rows
from tests.trust import oracle, receiving
from tests.trust.receiving import Received
from tests.trust.scene import Scene, marker
from tests.trust.test_hostile import browser
from tests.trust.test_uncounted import CHANGING

pytestmark = pytest.mark.django_db
LISTS = (
    *(f"/desk/receptions/register?tab={tab}" for tab in ("done", "coming", "absent", "all")),
    *(f"/desk/receptions/ledger?tab={tab}" for tab in ("open", "settled", "orders", "waiting", "promises", "all")),
    *("/desk/receptions/register?tab=all&export=csv", "/desk/receptions/ledger?tab=all&export=csv", "/desk/today"),
)
"""How many came to a day is told on its page to all who see the day: everybody in the waiting room can count."""
LOOKING = ("clerk", "dispatcher", "eastdesk", "handler", "wester", "supervisor", "principal", "officer", "kin", "knows", "grid")


@pytest.fixture(scope="module")
def received_once(built: Scene, django_db_blocker: Any) -> Iterator[Received]:
    """Receptions in the scene of this file."""
    with django_db_blocker.unblock():
        yield receiving.make(built)


@pytest.fixture
def received(scene: Scene, received_once: Received) -> Received:
    """The same, for one test."""
    return received_once


def cast(scene: Scene, received: Received) -> dict[str, Any]:
    """Everybody, and whoever has opened a booking."""
    return {**scene.actors(), **{f"booker of {name}": booker([row.pk]) for name, row in received.bookings.items()}}


def test_everybody_has_the_roles_that_plain_loops_say(scene: Scene, received: Received) -> None:
    world, acts = oracle.World.now(), list(Act.objects.all())
    bookings = list(Booking.objects.select_related("day", "voice"))
    by_pk = {row.pk: row for row in bookings}
    for name, who in cast(scene, received).items():
        days = {row.pk: receiving.day_roles(row, who) for row in Day.objects.prefetch_related("units")}
        told = {row.pk: receiving.booking_roles(world, acts, row, who) for row in bookings}
        models: tuple[tuple[Any, dict[int, set[str]]], ...] = ((Day, days), (Booking, told))
        for model, roles in models:
            found = {pk: set(some) for pk, some in roles_in_rows(model.objects.all(), model.STANDING, who).items()}
            wrong = {pk: (found.get(pk, set()), roles[pk]) for pk in roles if found.get(pk, set()) != roles[pk]}
            assert not wrong, f"{name}, {model.__name__}: (found, should be) {wrong}"
            seen = set(model.objects.visible_to(who).values_list("pk", flat=True))
            assert seen == {pk for pk, mine in roles.items() if mine}, f"{name}, {model.__name__}"
        right = {act.pk for act in acts if receiving.act_seen(world, acts, act, by_pk[act.booking_id], who)}
        assert set(Act.objects.visible_to(who).values_list("pk", flat=True)) == right, name


def test_those_complained_about_find_no_talk_about_it(scene: Scene, received: Received) -> None:
    """The heart of it in words that can be read."""
    actors, bookings = scene.actors(), received.bookings
    for who, name in (
        ("clerk", "屏"),
        ("clerk", "凭屏"),
        ("kin", "亲"),
        ("knows", "并回"),
        ("dispatcher", "密"),
        ("clerk", "密"),
    ):
        assert not Booking.objects.visible_to(actors[who]).filter(pk=bookings[name].pk).exists(), (who, name)
        assert not Act.objects.visible_to(actors[who]).filter(booking=bookings[name]).exists(), (who, name)
    for who, name in (("dispatcher", "屏"), ("dispatcher", "凭屏"), ("clerk", "并普"), ("principal", "密"), ("clerk", "约")):
        assert Booking.objects.visible_to(actors[who]).filter(pk=bookings[name].pk).exists(), (who, name)
    assert set(Booking.objects.visible_to(actors["grid"])) == {bookings["助"]}
    assert not Booking.objects.visible_to(actors["ecologist"]).exists(), "a unit of a joint day does not learn who comes"
    assert set(Booking.objects.visible_to(actors["wester"])) == {bookings["西约"]}


@pytest.mark.parametrize("name", LOOKING)
def test_pages_of_what_one_may_not_see_are_absent(scene: Scene, received: Received, at_later: Any, name: str) -> None:
    client, who = browser(scene, name), scene.actors()[name]
    bookings = set(Booking.objects.visible_to(who).values_list("pk", flat=True))
    hidden = [marker(one) for one, row in received.bookings.items() if row.pk not in bookings]
    for label, day in received.days.items():
        roles = day.roles_of(who)
        wanted = {"": bool(roles), "/queue": bool(roles & {"office", "receiver"})}
        for end, seen in wanted.items():
            answer = client.get(f"/desk/receptions/{day.pk}{end}")
            assert (answer.status_code == 200) == seen, f"{label}{end}: {answer.status_code}"
            assert not [one for one in hidden if one in answer.content.decode()], f"{label}{end}"
    for label, row in received.bookings.items():
        with transaction.atomic():
            answer = client.get(f"/desk/bookings/{row.pk}")
        assert (answer.status_code == 200) == (row.pk in bookings), f"{label}: {answer.status_code}"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["clerk", "dispatcher", "supervisor", "kin", "knows", "head", "eastdesk"])
def test_register_and_ledger_read_the_same_without_what_is_hidden(
    scene: Scene, received: Received, at_later: Any, name: str
) -> None:
    who = scene.actors()[name]
    with transaction.atomic():
        before = _read(scene, name)
        transaction.set_rollback(True)
    hidden = Booking.objects.exclude(pk__in=Booking.objects.visible_to(who).values("pk"))
    texts = [marker(one) for one, row in received.bookings.items() if hidden.filter(pk=row.pk).exists()]
    assert texts
    with transaction.atomic():
        pks = list(hidden.values_list("pk", flat=True))
        Act.objects.filter(booking__in=pks).delete()
        Booking.objects.filter(pk__in=pks).delete()
        after = _read(scene, name)
        transaction.set_rollback(True)
    differing = [path for path in before if before[path] != after[path]]
    assert not differing, f"{name} can tell on {differing} that there is something hidden"
    for path, text in before.items():
        assert not [one for one in texts if one in text], path


def _read(scene: Scene, name: str) -> dict[str, str]:
    client, found = browser(scene, name), {}
    for path in LISTS:
        answer: Any = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[path] = f"{answer.status_code} {CHANGING.sub('', body.decode(errors='replace'))}"
    return found
