"""Rate limits: counted in the database, per network, forgotten with the day."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client, RequestFactory

from sixia.ui.actions import count_hit, forget_windows
from sixia.ui.http import client_address
from sixia.ui.limits import spent
from sixia.ui.models import RateWindow

NOW = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]


def tries(count: int, address: str = "192.0.2.1", name: str = "told", now: datetime = NOW) -> list[bool]:
    return [spent(name, address, per_minute=2, now=now) for _ in range(count)]


def test_the_third_in_a_minute_is_one_too_many_and_the_next_minute_is_free() -> None:
    assert tries(3) == [False, False, True]
    assert tries(1, now=NOW + timedelta(minutes=1)) == [False]


def test_forms_and_addresses_count_apart_but_a_home_network_together() -> None:
    tries(2)
    assert tries(1, address="192.0.2.2") == [False]
    assert tries(1, name="asked") == [False]
    assert tries(2, address="2001:db8::1") == [False, False]
    assert tries(1, address="2001:db8::ffff") == [True]
    assert tries(1, address="2001:db8:0:1::1") == [False]


def test_no_address_is_kept_and_tomorrow_the_key_is_another() -> None:
    tries(1)
    tries(1, now=NOW + timedelta(days=1))
    keys = list(RateWindow.objects.values_list("key", flat=True))
    assert len(set(keys)) == 2
    assert not any("192" in key and "." in key for key in keys)


def test_old_windows_are_forgotten() -> None:
    assert [count_hit(key="a", opened=60), count_hit(key="a", opened=60), count_hit(key="b", opened=120)] == [1, 2, 1]
    assert forget_windows(before=120) == 1
    assert list(RateWindow.objects.values_list("key", "hits")) == [("b", 1)]


def test_the_decorator_answers_429_with_a_sentence(client: Client) -> None:
    assert [client.post("/told/").status_code for _ in range(3)] == [200, 200, 429]
    answer = client.post("/told/")
    assert "请稍等一分钟" in answer.content.decode()
    assert answer["Retry-After"] == "60"
    assert client.get("/told/").status_code == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.1.1.1", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
    ],
)
def test_only_known_proxies_are_believed(settings: object, proxies: int, forwarded: str, address: str) -> None:
    settings.ENV = SimpleNamespace(proxies=proxies)  # type: ignore[attr-defined]
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert client_address(RequestFactory(REMOTE_ADDR="10.0.0.1").get("/", headers=headers)) == address
