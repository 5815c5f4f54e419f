"""Warnings: raised once where more came than the season explains, looked at, taken up or dismissed with a reason."""

import pytest

from sixia.insight.hot.actions import counting, deciding
from sixia.insight.hot.flow import DISMISSED, NEW, SEEN, TAKEN
from sixia.insight.hot.models import EarlyWarning, Week
from sixia.insight.hot.queries import weeks
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from tests.insight.hot.conftest import kiln
from tests.town import DAY, HOUR, NOW, Town


@pytest.fixture
def warning(town: Town) -> EarlyWarning:
    """The one warning of the town."""
    for n in range(1, 12):
        kiln(town, 1, at=NOW - (7 * n + 7) * DAY)
    kiln(town, 5, at=NOW - 4 * DAY + 9 * HOUR)
    counting.watch(NOW)
    return EarlyWarning.objects.get()


def test_a_rise_is_told_once_with_what_was_expected(town: Town, warning: EarlyWarning) -> None:
    assert warning.state == NEW
    assert warning.place == town.places["990101100"]
    assert warning.voices >= warning.unusual > warning.middle
    assert warning.once_in == 1000
    counting.watch(NOW + DAY)
    assert EarlyWarning.objects.count() == 1
    assert [entry.event for entry in timeline(warning.stream)] == ["WarningRaised"]
    behind = weeks.cases_of(town.who("supervisor"), warning.place_path, warning.topic, warning.monday, NOW)
    assert behind.count() == warning.voices
    assert Week.objects.filter(topic=warning.topic, monday=warning.monday).count() >= 1


def test_its_life(town: Town, warning: EarlyWarning) -> None:
    who = town.who("supervisor")
    deciding.see(warning, by=who, now=NOW)
    assert warning.state == SEEN
    with pytest.raises(Refused, match=r"."):
        deciding.take_up(warning, note=" ", by=who, now=NOW)
    deciding.take_up(warning, note="明天上午镇里和环保一起去看。", by=who, now=NOW)
    assert (warning.state, warning.decided_by_id) == (TAKEN, who.account_id)
    with pytest.raises(Refused) as refused:
        deciding.dismiss(warning, reason="无", by=who, now=NOW)
    assert refused.value.code == "state"


def test_dismissing_needs_a_reason_and_somebody_who_answers(town: Town, warning: EarlyWarning) -> None:
    with pytest.raises(Refused) as refused:
        deciding.dismiss(warning, reason="", by=town.who("principal"), now=NOW)
    assert refused.value.code == "missing"
    with pytest.raises(Refused) as refused:
        deciding.dismiss(warning, reason="试烧一次，已经停了。", by=town.who("dispatcher"), now=NOW)
    assert refused.value.code == "role"
    deciding.dismiss(warning, reason="试烧一次，已经停了。", by=town.who("principal"), now=NOW)
    assert warning.state == DISMISSED
    assert not EarlyWarning.objects.visible_to(town.who("handler")).exists()
