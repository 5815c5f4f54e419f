"""Rate limits for public forms: fixed windows of a minute or a day, per address, without keeping the address. Knows no room."""

import ipaddress
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import Any, TypeAlias

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sixia.ui.actions import count_hit, hits_so_far
from sixia.ui.http import client_address

WINDOW = 60
DAY = 86_400
V6_HOME_BITS = 64
TOO_MANY = 429
ViewFunction: TypeAlias = Callable[..., HttpResponseBase]


def spent(name: str, address: str, *, per_minute: int, now: datetime) -> bool:
    """Count one use of the form `name` by this address; True when it was one too many in this minute."""
    second = int(now.timestamp())
    return count_hit(key=_key(name, address, now), opened=second - second % WINDOW) > per_minute


def spent_today(name: str, key: str, *, most: int, now: datetime) -> bool:
    """Count one use of the form `name` with this key; True when it was one too many today: against patient guessing."""
    second = int(now.timestamp())
    return count_hit(key=_key(f"{name}.day", key, now), opened=second - second % DAY) > most


def limited(name: str, per_minute: int = 10, methods: Collection[str] = ("POST",)) -> Callable[[ViewFunction], ViewFunction]:
    """Decorator: answer 429 with a sentence when an address sends the form `name` more often than that.

    List "GET" in `methods` for look-ups that could be used to guess, such as a receipt code.
    """

    def wrap(view: ViewFunction) -> ViewFunction:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in methods and spent(name, client_address(request), per_minute=per_minute, now=timezone.now()):
                return _too_many(request)
            return view(request, *args, **kwargs)

        return inner

    return wrap


class TooMany(Exception):  # a decision about a request, no error in the program
    """One use too many in this minute: what was begun is not done."""


class Meter:
    """The uses of one form by one address in this minute, when the use is to be counted together with what it does."""

    def __init__(self, name: str, address: str, per_minute: int, now: datetime) -> None:
        second = int(now.timestamp())
        self.key, self.opened = _key(name, address, now), second - second % WINDOW
        self.per_minute, self.counted = per_minute, False

    def used_up(self) -> bool:
        """Whether no use is left; counts none and writes nothing."""
        return hits_so_far(key=self.key, opened=self.opened) >= self.per_minute

    def count(self) -> None:
        """Count this use, once. Raises TooMany."""
        if self.counted:
            return
        hits = count_hit(key=self.key, opened=self.opened)
        self.counted = True
        if hits > self.per_minute:
            raise TooMany


def metered(name: str, per_minute: int) -> Callable[[ViewFunction], ViewFunction]:
    """Decorator: `limited` for a POST that writes `with counting(request)`: counted with the deed in one transaction, which waits
    for the disk once. What writes nothing, or fails, is counted afterwards by itself."""

    def wrap(view: ViewFunction) -> ViewFunction:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            asked: Any = request
            meter = asked.meter = Meter(name, client_address(request), per_minute, timezone.now())
            try:
                if meter.used_up():
                    return _too_many(request)
                try:
                    return view(request, *args, **kwargs)
                finally:
                    meter.count()
            except TooMany:
                return _too_many(request)

        return inner

    return wrap


@contextmanager
def counting(request: HttpRequest) -> Iterator[None]:
    """One transaction for a deed of a `metered` view and for counting it. Raises TooMany before anything is done."""
    meter: Meter = request.meter  # type: ignore[attr-defined]  # set by `metered`
    try:
        with transaction.atomic():
            meter.count()
            yield
    except TooMany:
        raise
    except BaseException:
        meter.counted = False  # undone with the rest
        raise


def _too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "ui/429.html", status=TOO_MANY)
    response["Retry-After"] = str(WINDOW)
    return response


def _key(name: str, address: str, now: datetime) -> str:
    salt = f"sixia.ui.limits:{name}:{now:%Y-%m-%d}"
    return salted_hmac(salt, _home(address), algorithm="sha256").hexdigest()


def _home(address: str) -> str:
    """IPv6 users change their address within a network at will, so the network counts."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, V6_HOME_BITS), strict=False))
