"""Issues are kept up by the worker voice by voice, hold nobody's secret, and forget what must be forgotten."""

from types import SimpleNamespace

from sixia.cases.models import Voice
from sixia.insight.hot import reactions
from sixia.insight.hot.actions import keeping
from sixia.insight.hot.models import Issue, Member, Wordbook
from sixia.insight.hot.queries import issues
from tests.insight.hot.conftest import FIRST, WEST, kiln
from tests.town import DAY, NOW, Town


def _entry(**body: int) -> object:
    import json

    return SimpleNamespace(body=json.dumps(body))


def test_voices_of_one_thing_are_one_issue_with_its_reasons(town: Town, issue: Issue) -> None:
    assert issue.members.count() == 6
    assert issue.place == town.places[FIRST]
    assert "砖瓦厂" in issue.line
    seen = issues.hottest(town.who("principal"), NOW)[0]
    assert seen.issue == issue
    facts = seen.heat.facts
    assert (facts.voices, facts.people, facts.burst) == (6, 6, 6)
    assert facts.repeats >= 1, "one says that it was said before"
    assert sum(n for _monday, n in seen.weeks) == 6


def test_a_second_run_adds_only_what_is_new(town: Town, issue: Issue) -> None:
    before = Member.objects.count()
    keeping.keep(NOW)
    assert Member.objects.count() == before
    kiln(town, 2, at=NOW - DAY)
    keeping.keep(NOW)
    issue.refresh_from_db()
    assert issue.members.count() == issue.size == 8


def test_the_same_words_in_another_town_are_another_issue(town: Town, issue: Issue) -> None:
    kiln(town, 3, at=NOW - 2 * DAY, village=WEST)
    keeping.keep(NOW)
    keeping.tidy(NOW)
    assert issue.members.count() == 6
    west = Issue.objects.get(place=town.places[WEST], line__contains="砖瓦厂")
    assert west.size == 3


def test_secrets_and_accusations_never_enter(town: Town) -> None:
    kiln(town, 1, at=NOW - DAY, secret=True)
    town.heard("举报砖瓦厂给人送钱，松月小区黑烟没人管。", kind="accusation", now=NOW - DAY)
    before = Member.objects.count()
    keeping.keep(NOW)
    assert Member.objects.count() == before


def test_what_became_confidential_or_was_erased_is_forgotten(town: Town, issue: Issue) -> None:
    voice = issue.said_by
    assert voice is not None
    reactions.forget_case(_entry(case=voice.case_id), NOW)  # type: ignore[arg-type]  # as the worker hands it over
    issue.refresh_from_db()
    assert issue.said_by != voice
    assert issue.members.count() == 5
    for member in list(issue.members.all()):
        reactions.forget_voice(_entry(voice=member.voice_id), NOW)  # type: ignore[arg-type]  # the same
    assert not Issue.objects.filter(pk=issue.pk).exists()


def test_a_reader_counts_only_what_that_reader_may_see(town: Town, issue: Issue) -> None:
    one = Voice.objects.filter(pk__in=issue.members.values("voice")).exclude(pk=issue.said_by_id).first()
    assert one is not None
    type(one.case).objects.filter(pk=one.case_id).update(restricted=True)
    seen = issues.one(town.who("principal"), issue.pk, NOW)
    assert seen is not None
    assert seen.heat.facts.voices == 5
    type(one.case).objects.filter(pk=issue.said_by.case_id).update(restricted=True)  # type: ignore[union-attr]  # it has one
    seen = issues.one(town.who("principal"), issue.pk, NOW)
    assert seen is not None
    assert seen.line == "", "the words of a confidential voice are shown to nobody"
    assert issues.one(town.who("handler"), issue.pk, NOW) is None


def test_halves_of_one_issue_are_put_together(town: Town, issue: Issue) -> None:
    half = Issue.objects.get(pk=issue.pk)
    half.pk = None
    half.size = 3
    half.save()
    Member.objects.filter(pk__in=list(issue.members.values_list("pk", flat=True)[:3])).update(issue=half)
    keeping.tidy(NOW)
    assert Issue.objects.filter(pk__in=(issue.pk, half.pk)).count() == 1
    assert Issue.objects.get(pk__in=(issue.pk, half.pk)).members.count() == 6


def test_too_few_voices_teach_nothing(town: Town) -> None:
    Wordbook.objects.all().delete()
    Voice.objects.filter(pk__gt=Voice.objects.order_by("pk")[5].pk).update(secret=True)
    keeping.keep(NOW)
    assert not Wordbook.objects.exists()
