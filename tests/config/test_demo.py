"""How the demo county is made: the same plans from the same seed, the same rows from either hand."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from sixia.cases.models import Answer, Case, Contact, Verdict, Voice
from sixia.config import demo
from sixia.config.demo import scripts, speech
from sixia.config.demo.comings import Year
from sixia.config.demo.desks import Desks
from sixia.config.demo.founding import found
from sixia.config.demo.journeys import Play
from sixia.config.demo.past import Past
from sixia.config.demo.planning import scripted
from sixia.config.demo.play import play
from sixia.config.demo.present import Present
from sixia.config.demo.scene import Scene
from sixia.config.management.commands.demo import _moment
from sixia.kit.masking import find, mask
from sixia.kit.models import Clock, Entry, Wording
from sixia.orders.models import Order

NOW = datetime(2026, 5, 11, 2, 0, tzinfo=UTC)


def test_the_same_seed_plans_the_same_year(db: None) -> None:
    """Who comes when with which words depends on the seed and the moment alone."""
    county = found(NOW)

    def plan(seed: str) -> list[tuple[Any, ...]]:
        year = Year(county, NOW, seed)
        comings = [*year.storm(10), *(one for one, _script in scripted(year, county, 20)), *year.everyday(30)]
        return [(one.at, one.said.text, one.channel, one.caller, one.place.code, one.luck().random()) for one in comings]

    assert plan("a") == plan("a") != plan("b")


def test_both_hands_write_the_same(db: None) -> None:
    """What is composed in bulk is what the rooms' actions make: rows, clocks and journal, apart from secrets and keys."""
    county = found(NOW)
    early = NOW - timedelta(days=90)
    written = []
    for make in (Past, Present):
        with transaction.atomic():
            year = Year(county, NOW, "both")
            luck = Random("both")
            comings = [year.coming(early + timedelta(hours=7 * n), luck) for n in range(25)]
            comings.append(year.with_others(comings.pop(), 4, luck))
            hand: Any = make(county, Desks(county))
            under_way = play([(one.at, one.number, Play(hand, county, one).run()) for one in comings], hand, until=NOW)
            assert not under_way
            if isinstance(hand, Past):
                hand.write()
            written.append(_written())
            transaction.set_rollback(True)
    for past, present in zip(*written, strict=True):
        assert past == present


def _written() -> Iterator[list[dict[str, Any]]]:
    """Every row about cases, with what is random or a key taken out."""
    cases = {pk: n for n, pk in enumerate(Case.objects.order_by("heard_at").values_list("pk", flat=True))}
    secret = {"id", "receipt", "passcode", "salt", "hash", "prev", "owner", "stream", "body", "entry_id", "by", "matter_id"}
    tables: list[tuple[Any, tuple[str, ...]]] = [
        (Case, ("heard_at",)),
        (Voice, ("heard_at",)),
        (Order, ("issued_at", "matter_id")),
        (Answer, ("made_at",)),
        (Verdict, ("at",)),
        (Contact, ("at",)),
        (Clock, ("started_at", "kind", "stopped_at", "amount")),
    ]
    out = []
    for table, order in tables:
        rows = []
        for row in table._default_manager.order_by(*order, "pk").values():
            about = row.pop("case_id", None)
            for name in secret | {"voice_id", "answer_id"}:
                row.pop(name, None)
            rows.append({**row, "case": cases.get(about)})
        out.append(rows)
    facts = []
    for entry in Entry.objects.filter(stream__startswith="case:").order_by("at", "stream", "seq"):
        body = json.loads(entry.body)
        told = {key: value for key, value in body.items() if not isinstance(value, dict) and key not in _KEYS}
        facts.append({"case": cases[int(entry.stream[5:])], "seq": entry.seq, "at": entry.at, "event": entry.event, **told})
        facts[-1]["by"] = entry.by if entry.by.startswith("account") else entry.by.partition(":")[0]
    out.append(sorted(facts, key=lambda fact: (fact["case"], fact["seq"])))
    out.append([{"words": sorted(Wording.objects.filter(entry__stream__startswith="case:").values_list("name", "text"))}])
    return iter(out)


_KEYS = {"case", "voice", "order", "answer", "contact", "receipt", "owner"}


def test_scripts_are_played_as_written() -> None:
    """Every verb of a script exists, starts with hearing, and the table says how often it is played."""
    for script in scripts.SCRIPTS:
        verbs = [verb for _pause, verb in script.parsed()]
        assert verbs[0] == "hear"
        assert [verb for verb in verbs if not callable(getattr(Scene, verb, None))] == []
        assert bool(script.year) != bool(script.today)
    assert scripts.SCRIPTS[0].length() == timedelta(minutes=30, hours=14, days=3)


def test_people_speak_in_many_ways() -> None:
    """Situations can be said by the thousand without two alike, and what must be masked is masked."""
    luck = Random(7)
    said = [speech.say(luck.choice(speech.situations()), place="后山村", town="石桥镇", luck=luck).text for _n in range(600)]
    assert len(set(said)) > 570
    assert max(map(len, said)) > 300 > min(map(len, said))
    assert not any("{" in text for text in said)
    numbered = [text for text in said if find(text)]
    assert numbered
    assert not any(find(mask(text)) for text in numbered)
    assert find(speech.identity_number(luck))[0].kind == "id_number"


@pytest.mark.django_db
def test_stays_away_from_real_installations(settings: Any) -> None:
    """Not in production, and not where messages would go out."""
    settings.PRODUCTION = True
    with pytest.raises(demo.NotHere):
        demo.load(NOW)
    settings.PRODUCTION = False
    settings.ENV = settings.ENV.model_copy(update={"sms_url": "https://sms.example.org"})
    with pytest.raises(demo.NotHere, match="SIXIA_SMS_URL"):
        demo.load(NOW)


@pytest.mark.parametrize("wrong", [["--size", "3"], ["--size", "x"], ["--now", "11.5.2026"], ["--now", "1999-01-01"]])
def test_wrong_options_are_told(wrong: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("demo", *wrong)


def test_a_day_stands_for_its_last_working_hour() -> None:
    assert _moment("2026-05-11") == datetime(2026, 5, 11, 9, 0, tzinfo=UTC)
    assert _moment("2026-05-11T10:00+08:00") == NOW
