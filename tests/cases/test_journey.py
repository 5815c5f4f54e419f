"""The smallest whole journey: said, dispatched, accepted, answered, judged, closed."""

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.cases.rules import Judgement
from sixia.kit.journal import timeline
from tests.town import DAY, NOW, Town

CONTENT = Judgement(solved="yes", satisfied=5, decent=True, agree=True)
NOT_CONTENT = Judgement(solved="no", satisfied=1, decent=True, agree=False)


def test_from_words_to_verdict(town: Town) -> None:
    case = town.answered()
    voice = town.voice(case)
    cases.judge(voice, CONTENT, by=town.resident(voice), now=NOW + 2 * DAY)
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.ending, case.open) == ("closed", "verdict", False)
    told = [line.event for line in timeline(case.key)]
    assert told == [
        "VoiceHeard",
        "OrderIssued",
        "CaseDispatched",
        "OrderAccepted",
        "AnswerSent",
        "OrderReported",
        "VerdictAsked",
        "VerdictGiven",
        "CaseClosed",
    ]


def test_a_no_reopens_and_a_second_no_goes_to_the_supervisor(town: Town) -> None:
    case = town.answered()
    voice = town.voice(case)
    cases.judge(voice, NOT_CONTENT, by=town.resident(voice), now=NOW + 2 * DAY)
    case = Case.objects.get(pk=case.pk)
    assert (case.state, case.level) == ("handling", 1)
