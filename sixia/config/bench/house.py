"""What every row needs to know of the throw-away installation it measures, read from the database itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.test import Client
from django.utils import timezone

from sixia.catalog.queries import current_book
from sixia.config.bench.clients import Ask
from sixia.people.models import Account, Unit
from sixia.places.models import Place

SECONDS: Final = 4.0
TIMES: Final = 3


@dataclass(frozen=True, slots=True)
class House:
    """A filled installation: how many cases, and how long each measurement lasts."""

    size: int
    seconds: float = SECONDS
    times: int = TIMES

    @property
    def desk(self) -> Unit:
        """The hotline."""
        return Unit.objects.select_related("place").get(code="hotline")

    @property
    def villages(self) -> list[Place]:
        """Every village."""
        return list(Place.objects.filter(level="village").select_related("parent").order_by("path"))

    def leaves(self) -> list[Any]:
        """The categories that residents choose from."""
        book = current_book(timezone.now())
        return [row for row in book.categories(public=True) if not book.children(row.code)]

    def account(self, role: str) -> Account:
        """The account that holds this role."""
        found: Account = Account.objects.get(username=f"bench-{role}")
        return found


def signed_in(account: Account) -> Client:
    """A client inside this process that is signed in."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def cookies_of(client: Client) -> dict[str, str]:
    """The same session for clients outside."""
    session: SessionBase = client.session
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"}


def queries_of(act: Callable[[], object]) -> int:
    """How many statements `act` sends to the database, without those that begin and end transactions."""
    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act()
    return sum(not sql.startswith(("SAVEPOINT", "RELEASE")) for sql in sent)


def page(path: str, headers: dict[str, str]) -> Callable[[int], Ask]:
    """The same page over and over."""
    ask = Ask(path, headers=headers)
    return lambda _number: ask
