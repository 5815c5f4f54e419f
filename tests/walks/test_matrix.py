"""Every address, for every member of the cast, on things of each kind: seen or absent as the table says, and never broken."""

from collections.abc import Iterator
from itertools import count, product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from sixia.cases.links import voice_token
from sixia.cases.models import Voice
from sixia.catalog.queries import current_book
from sixia.people.actors import Actor
from sixia.people.models import Post, Recusal, StandIn
from sixia.petitions.models import Petition
from tests.browsing import opens
from tests.trust import oracle
from tests.trust.scene import LATER, Scene, marker
from tests.walks.addresses import addresses
from tests.walks.table import TABLE, Row, Visit

pytestmark = pytest.mark.django_db
ADDRESSES = {address.key: address for address in addresses()}
CAST = (
    *("anonymous", "resident of inhand", "outsider", "clerk", "dispatcher", "eastdesk", "handler", "head", "wester", "callback"),
    *("supervisor", "leader", "officer", "inspector", "grid", "system", "security", "auditor", "standin", "former"),
    *("registrar", "county1", "resident of petitionreview"),
)
SENDERS = (
    "anonymous",
    "resident of inhand",
    "clerk",
    "dispatcher",
    "handler",
    "wester",
    "callback",
    "supervisor",
    "officer",
    "system",
)
KINDS = ("inhand", "westinhand", "restrictedunit", "barredaccount", "petitionhead")
PETITIONS = ("petitionhand", "petitionreview", "petitionhead", "petitioneast", "petitionsealed")
DONE, ABSENT, POST_ONLY = {200, 302}, {401, 403, 404}, {405}
TOLD = {200, 302, 400, 403, 404, 405, 409, 410, 415, 422, 429}
_hosts = count(1)


def test_every_address_stands_in_the_table_and_nothing_else() -> None:
    missing = set(ADDRESSES) - set(TABLE)
    assert not missing, f"add a line to tests/walks/table.py for {sorted(missing)}: say for whom it exists"
    assert set(TABLE) <= set(ADDRESSES), f"take out of the table what is gone: {sorted(set(TABLE) - set(ADDRESSES))}"


def things(scene: Scene, kind: str) -> list[tuple[Any, dict[str, Any]]]:
    """Things of a kind, each with the values for its path; looked for once, since every test leaves them as they were."""
    if kind not in scene.found:
        scene.found[kind] = list(_things(scene, kind))
    return scene.found[kind]


def _things(scene: Scene, kind: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    town = scene.town
    cases = {
        "case": KINDS,
        "voice": KINDS,
        "order": KINDS,
        "waiting": ("heard", "west"),
    }.get(kind, ())
    for name in cases:
        case = scene.cases[name]
        thing = {"voice": town.voice, "order": town.lead}.get(kind, lambda same: same)(case)
        extra = {"receipt": thing.receipt, "token": voice_token(thing.pk)} if kind == "voice" else {}
        yield thing, {"pk": thing.pk, **extra}
    yield from petitions(scene, kind)
    single = {
        "account": lambda: town.accounts["handler"],
        "unit": lambda: town.units["housing"],
        "post": lambda: Post.objects.get(account=town.accounts["handler"]),
        "stand_in": StandIn.objects.get,
        "recusal": lambda: Recusal.objects.order_by("pk")[0],
    }
    if kind in single:
        yield (thing := single[kind]()), {"pk": thing.pk}
    if kind == "rule":
        yield None, {"sheet": "norm", "key": current_book(LATER).content.rows("norm")[0].key}
    if kind == "place":
        yield None, {"code": "990101100"}
    if kind in ("", "nothing"):
        yield None, {"pk": 999_999}


def petitions(scene: Scene, kind: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Petitions, their newest documents, or their residents' voices."""
    if kind not in ("petition", "notice", "petition_voice"):
        return
    for name in PETITIONS:
        voice, petition = scene.town.voice(scene.cases[name]), Petition.objects.select_related("case").get(case=scene.cases[name])
        if kind == "petition":
            yield petition, {"pk": petition.pk}
        if kind == "notice":
            yield (notice := petition.notices.order_by("-pk")[0]), {"pk": notice.pk}
        if kind == "petition_voice":
            yield voice, {"pk": voice.pk, "receipt": voice.receipt}


def visits(scene: Scene, row: Row, name: str, actor: Actor, world: oracle.World) -> Iterator[tuple[str, Visit]]:
    """(path, visit) for each thing and move of a line."""
    for (thing, values), move in product(things(scene, row.on), row.moves):
        yield row.path.format(**values, move=move), Visit(name, actor, thing, world, move)


def client_of(scene: Scene, name: str, actor: Actor) -> Client:
    """That person's browser."""
    client = Client(raise_request_exception=False)
    if actor.account_id is not None:
        client.force_login(scene.town.accounts[name])
    elif actor.voice_ids:
        opens(client, *Voice.objects.filter(pk__in=actor.voice_ids))
    return client


def wanted(row: Row, visit: Visit, *, desk: bool) -> set[int]:
    """The statuses a GET may have."""
    if desk and not visit.actor.is_official:
        return {302} | (POST_ONLY if row.post else set())
    if row.who(visit):
        return {410} if row.gone else POST_ONLY if row.post else DONE
    return ABSENT | (POST_ONLY if row.post else set()) | (set() if desk else {302})


@pytest.mark.parametrize("name", CAST)
def test_get(scene: Scene, at_later: Any, name: str) -> None:
    actor, world = scene.actors()[name], oracle.World.now()
    hidden = [marker(other) for other in set(scene.cases) - scene.read_by(actor)]
    client, wrong = client_of(scene, name, actor), []
    for key, row in TABLE.items():
        for path, visit in visits(scene, row, name, actor, world):
            if key == "voice_link":
                continue
            with transaction.atomic():
                answer = client.get(path, REMOTE_ADDR=f"10.{next(_hosts) % 250}.{next(_hosts) % 250}.1")
                transaction.set_rollback(True)
            right = wanted(row, visit, desk=ADDRESSES[key].desk)
            if answer.status_code not in right:
                wrong.append(f"{path}: {answer.status_code}, should be {sorted(right)}")
            if answer.status_code == 302 and ADDRESSES[key].desk and actor.account_id is None:
                assert answer["Location"].startswith("/accounts/login/"), path
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            wrong += [f"{path} shows {words}" for words in hidden if words in body.decode(errors="replace")]
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("name", SENDERS)
def test_post_of_nothing(scene: Scene, at_later: Any, name: str) -> None:
    """An empty form is answered with a sentence, or not at all, whoever sends it; and changes nothing for the uninvited."""
    actor, world = scene.actors()[name], oracle.World.now()
    client, wrong = client_of(scene, name, actor), []
    for row in TABLE.values():
        for path, visit in visits(scene, row, name, actor, world):
            with transaction.atomic():
                answer = client.post(path, REMOTE_ADDR=f"10.{next(_hosts) % 250}.{next(_hosts) % 250}.2")
                transaction.set_rollback(True)
            right = TOLD if row.who(visit) else {302, *ABSENT, 405}
            if answer.status_code not in right:
                wrong.append(f"{path}: {answer.status_code}, should be {sorted(right)}")
    assert not wrong, "\n".join(wrong)


def test_the_paths_in_the_table_lead_to_their_addresses() -> None:
    values = {"pk": 1, "receipt": "SX", "token": "t", "code": "c", "sheet": "s", "key": "k"}
    paths = {key: row.path.format(**values, move=row.moves[0]).partition("?")[0] for key, row in TABLE.items()}
    assert [key for key, path in paths.items() if resolve(path).func is not ADDRESSES[key].view] == []
