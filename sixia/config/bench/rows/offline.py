"""P10: a full day without a network, 50 records and 20 photos, sent over HTTP in any order; sent again, it is kept once."""

import io
import json
import random
import time
from base64 import b64decode
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import connections
from django.utils import timezone
from PIL import Image

from sixia.config.bench.house import House, cookies_of, signed_in
from sixia.config.bench.machine import cpu_seconds
from sixia.config.bench.measured import Measured, middle
from sixia.config.bench.server import Server, database_pid, product
from sixia.config.bench.words import sentence
from sixia.fieldwork.offline import actions, rules
from sixia.fieldwork.offline.models import Device, Line, Photo
from sixia.fieldwork.reception import actions as reception
from sixia.fieldwork.reception.models import Day
from sixia.people.actors import actor_of
from sixia.people.models import Account

PEOPLE, PHOTOS, RECORDS, GOAL = 8, 20, 50, 10.0
SIDE: Final = (1600, 1200)
"""As the app makes a photo before it is kept."""


@dataclass(frozen=True, slots=True)
class Tablet:
    """A device outside the process: how it signs, and its session."""

    uuid: UUID
    secret: bytes
    cookies: dict[str, str]

    def send(self, server: Server, path: str, raw: bytes, over: bytes | None = None) -> dict[str, Any]:
        """What the server answers."""
        signature = rules.signature(self.secret, raw if over is None else over)
        headers = {**self.cookies, "X-Field-Device": str(self.uuid), "X-Field-Signature": signature}
        line = HTTPConnection("127.0.0.1", server.port, timeout=60)
        line.request("POST", f"/desk/field/api/{path}", raw, {**headers, "Content-Type": "application/octet-stream"})
        answer = line.getresponse()
        told = answer.read()
        line.close()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {told[:200]!r}")
        found: dict[str, Any] = json.loads(told)
        return found


def measure(house: House) -> list[Measured]:
    """The whole day once, with everything twice behind it; the middle of as many days as are asked for."""
    connections.close_all()
    first, again, kept = list[float](), list[float](), list[bool]()
    ours, base = list[float](), list[float]()
    with product() as server:
        for turn in range(house.times):
            tablet, acts, photos = _written(house, turn)
            used = server.cpu(), _database_cpu()
            first.append(_sent(server, tablet, acts, photos))
            ours.append(1000 * (server.cpu() - used[0]))
            base.append(1000 * (_database_cpu() - used[1]))
            again.append(_sent(server, tablet, acts, photos))
            names = [act["name"] for act in acts]
            kept.append(
                Line.objects.filter(name__in=names, state=Line.KEPT).count() == RECORDS
                and Photo.objects.filter(act__in=names, attached=True).count() == PHOTOS
            )
    seconds = middle(first)
    once = "kept once" if all(kept) else "NOT kept once"
    what = f"a day offline: {RECORDS} records, {PHOTOS} photos (sent again: {middle(again):.1f} s, {once})"
    row = Measured("P10", what, house.size, cpu=middle(ours), db=middle(base) or None, goal=f"≤ {GOAL:.0f} s")
    row.passed = seconds <= GOAL and all(kept)
    return [row.timed(first)]


def _database_cpu() -> float:
    """Seconds of CPU the database server has used; 0 where it runs inside the process or cannot be seen."""
    pid = database_pid()
    return cpu_seconds(pid) if pid else 0.0


def _sent(server: Server, tablet: Tablet, acts: list[dict[str, Any]], photos: list[tuple[UUID, UUID, bytes]]) -> float:
    began = time.perf_counter()
    for act, name, raw in photos:
        tablet.send(server, f"photos/{act}/{name}", raw, rules.photo_bytes(name, act, raw))
    tablet.send(server, "packets", json.dumps({"packet": str(uuid4()), "acts": acts}).encode())
    return time.perf_counter() - began


def _written(house: House, turn: int) -> tuple[Tablet, list[dict[str, Any]], list[tuple[UUID, UUID, bytes]]]:
    """A device with a day of talks on it, in no order."""
    now, clerk = timezone.now(), house.account("clerk")
    day = _today(house, clerk, turn)
    by = actor_of(clerk, now)
    for old in Device.objects.live().filter(account=clerk):
        actions.end(old, by=by, now=now)
    done = actions.enrol(name=f"bench {turn}", by=by, now=now)
    acts = [_act("reception.open", day=day.pk, on=day.date.isoformat())]
    heard = []
    for number in range(PEOPLE):
        words = sentence(number + turn * PEOPLE, "东湾村", "路灯不亮")
        book = _act("reception.book", day=day.pk, about=words, name="演示", phone=f"1380000{number:04d}")
        who = {"booking": book["name"]}
        heard.append(_act("reception.record", **who, kind="heard", text=words))
        noted = _act("reception.record", **who, kind="noted", text="说得很清楚，请他等消息。")
        steps = [_act(f"reception.{step}", **who) for step in ("arrive", "sit", "finish")]
        acts += [book, *steps, heard[-1], noted]
    acts.append(_act("reception.record", **who, kind="noted", text="请他带上收据再来一次。"))
    photos = [(UUID(heard[at % PEOPLE]["name"]), uuid4(), _picture(at)) for at in range(PHOTOS)]
    for act, name, _raw in photos:
        next(one for one in heard if one["name"] == str(act))["photos"].append(str(name))
    random.Random(turn).shuffle(acts)
    tablet = Tablet(done.device.uuid, b64decode(done.secret), cookies_of(signed_in(clerk)))
    return tablet, acts, photos


def _act(verb: str, **fields: Any) -> dict[str, Any]:
    return {"name": str(uuid4()), "verb": verb, "fields": fields, "photos": []}


def _today(house: House, clerk: Account, turn: int) -> Day:
    """A public reception day of today."""
    now = timezone.now()
    by, starts = actor_of(house.account("dispatcher"), now), now + timedelta(days=10, minutes=Day.objects.count())
    desk, ends = house.desk, starts + timedelta(hours=3)
    new = reception.NewDay(leader=clerk, unit=desk, starts_at=starts, ends_at=ends, place=desk.place, address="bench")
    day = reception.add(new, host=desk, by=by, now=now)
    reception.announce(day, by=by, now=now)
    begins = timezone.localtime(now).replace(hour=0, minute=0, second=Day.objects.count() % 60, microsecond=turn)
    Day.objects.filter(pk=day.pk).update(starts_at=begins, ends_at=now + timedelta(hours=3))
    day.refresh_from_db()
    return day


def _picture(number: int) -> bytes:
    """A photo with something on it, about as many bytes as a real one of that size."""
    luck, out = random.Random(number), io.BytesIO()
    noise = Image.frombytes("RGB", (SIDE[0] // 4, SIDE[1] // 4), luck.randbytes(SIDE[0] * SIDE[1] * 3 // 16))
    noise.resize(SIDE).save(out, "JPEG", quality=80)
    return out.getvalue()
