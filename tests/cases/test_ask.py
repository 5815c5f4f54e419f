"""A question reaches those it is meant for: they read it, they are told, and nobody else of the same case is."""

from typing import Any

import pytest
from django.test import Client

from sixia.cases import actions as cases
from sixia.cases.models import Case, Voice
from sixia.cases.queries.proving import proof_of
from sixia.cases.queries.track import Track
from sixia.interop.models import Message
from sixia.kit import jobs
from sixia.kit.journal import timeline
from tests.browsing import opens
from tests.refusals import refused
from tests.town import HOUR, NOW, Town

LATER = NOW + 3 * HOUR
WHERE = "您家门牌号是多少？"


@pytest.fixture
def three(town: Town) -> list[Voice]:
    """Three voices of one case in hand."""
    case = town.accepted()
    for number in (2, 3):
        new = town.new(f"第{number}家也黑", into=case.pk, phone=f"1380000000{number}")
        cases.hear(new, by=town.who("clerk"), now=NOW)
    return list(case.voices.order_by("pk"))


def _ask(town: Town, case: Case, **given: Any) -> None:
    cases.ask_resident(Case.objects.get(pk=case.pk), text=WHERE, by=town.who("handler"), now=LATER, **given)


def _told() -> list[str]:
    while jobs.run_due(LATER):
        pass
    return sorted(row.address for row in Message.objects.filter(entry__event="ResidentAsked"))


def _readers(voices: list[Voice]) -> list[int]:
    tracks = {voice.pk: Track(Voice.objects.get(pk=voice.pk), LATER) for voice in voices}
    by_question = [pk for pk, track in tracks.items() if track.question is not None]
    by_story = [pk for pk, track in tracks.items() if any(one.detail == WHERE for one in track.story)]
    by_proof = [voice.pk for voice in voices if WHERE in str(proof_of(Voice.objects.get(pk=voice.pk)))]
    assert by_question == by_story == by_proof
    return by_story


def test_a_question_for_one_reaches_that_one_only(town: Town, three: list[Voice]) -> None:
    _ask(town, three[0].case, voices=[three[1].pk])
    assert _readers(three) == [three[1].pk]
    assert _told() == ["13800000002"]
    opened, other = opens(Client(), three[1]), opens(Client(), three[2])
    assert WHERE in opened.get(f"/track/{three[1].receipt}").content.decode()
    assert WHERE not in other.get(f"/track/{three[2].receipt}").content.decode()


def test_with_nobody_named_all_are_asked_but_not_who_comes_later(town: Town, three: list[Voice]) -> None:
    case = three[0].case
    cases.withdraw(three[2], reason="算了", by=town.resident(three[2]), now=NOW)
    _ask(town, case)
    cases.hear(town.new("第四家", into=case.pk, phone="13800000004"), by=town.who("clerk"), now=LATER)
    assert _readers(list(case.voices.order_by("pk"))) == [three[0].pk, three[1].pk]
    assert _told() == ["13800000001", "13800000002"]


def test_only_voices_of_the_case_are_asked(town: Town, three: list[Voice]) -> None:
    stranger = town.voice(town.heard())
    with refused("guard"):
        _ask(town, three[0].case, voices=[three[0].pk, stranger.pk])
    assert "ResidentAsked" not in [line.event for line in timeline(three[0].stream)]


def test_the_page_shows_who_reads_it(town: Town, three: list[Voice], client: Client) -> None:
    case = three[0].case
    client.force_login(town.accounts["handler"])
    page = client.get(f"/desk/cases/{case.pk}/ask").content.decode()
    assert all(voice.receipt in page for voice in three)
    assert page.count("checked") == 3
    nobody = client.post(f"/desk/cases/{case.pk}/ask", {"text": WHERE})
    assert nobody.status_code == 422, "nobody ticked is not everybody"
    assert WHERE in nobody.content.decode()
    assert client.post(f"/desk/cases/{case.pk}/ask", {"text": WHERE, "voices": [three[2].pk]}).status_code == 302
    assert _readers(three) == [three[2].pk]
    assert "向1位群众提了一个问题" in client.get(f"/desk/cases/{case.pk}").content.decode()


def test_where_there_is_one_nothing_must_be_chosen(town: Town, client: Client) -> None:
    case = town.accepted()
    client.force_login(town.accounts["handler"])
    page = client.get(f"/desk/cases/{case.pk}/ask").content.decode()
    assert town.voice(case).receipt in page
    assert 'name="voices"' not in page
    assert client.post(f"/desk/cases/{case.pk}/ask", {"text": WHERE}).status_code == 302
    assert _readers([town.voice(case)]) == [town.voice(case).pk]
