"""What an older system closed stays closed: nobody is asked, nobody can judge it, and others may still join what is recent."""

from datetime import timedelta

import pytest

from sixia.cases import actions
from sixia.cases.models import Case, Voice
from sixia.cases.rules import Judgement, NewVoice, PastVoice
from sixia.catalog.queries import current_book
from sixia.kit.flow import Refused
from sixia.people.actors import SYSTEM
from tests.town import DAY, NOW, Town

NO = Judgement(solved="no", satisfied=1, decent=None, agree=False)


def _taken(town: Town, *batch: NewVoice) -> list[Case]:
    places = {place.pk: place for place in town.places.values()}
    desk = town.units["hotline"]
    done = actions.hear_many(batch, book=current_book(NOW), desk=desk, places=places, by=SYSTEM, now=NOW)
    return [Case.objects.get(pk=heard.case) for heard in done]


def _past(town: Town, *, ago: timedelta = 2 * DAY) -> PastVoice:
    return PastVoice(
        text="路灯坏了",
        channel="import",
        desk=town.units["hotline"].pk,
        category="lamp",
        heard_at=NOW - 2 * ago,
        over=True,
        reply="已修好。",
        closed_at=NOW - ago,
    )


def test_plain_and_past_voices_in_one_batch(town: Town) -> None:
    plain, past = _taken(town, town.new(), _past(town))
    assert (plain.state, past.state, past.ending) == ("heard", "closed", "imported")
    assert town.voice(plain).phone == "13800000001"


def test_an_imported_voice_cannot_be_judged(town: Town) -> None:
    (case,) = _taken(town, _past(town))
    voice = town.voice(case)
    with pytest.raises(Refused) as refused:
        actions.judge(voice, judgement=NO, channel="web", by=town.resident(voice), now=NOW)
    assert refused.value.code == "state"


def test_a_voice_that_joins_it_is_asked_alone(town: Town) -> None:
    (case,) = _taken(town, _past(town))
    heard = actions.hear(town.new(into=case.pk), by=town.who("clerk"), now=NOW)
    states = dict(case.voices.values_list("pk", "state"))
    assert sorted(states.values()) == ["asked", "imported"]
    joined = Voice.objects.get(pk=heard.voice)
    actions.judge(joined, judgement=NO, channel="web", by=town.resident(joined), now=NOW)
    case.refresh_from_db()
    assert case.state == "supervised"


def test_what_ended_long_ago_cannot_be_joined(town: Town) -> None:
    (case,) = _taken(town, _past(town, ago=400 * DAY))
    with pytest.raises(Refused):
        actions.hear(town.new(into=case.pk), by=town.who("clerk"), now=NOW)


def test_one_bad_voice_refuses_the_whole_batch(town: Town) -> None:
    with pytest.raises(Refused):
        _taken(town, town.new(), town.new(text=" "))
    assert not Case.objects.exists()
