"""Policies: entered, written, published, followed by a new version, withdrawn, ended; each told in the journal, or refused."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from sixia.fieldwork.outreach import actions
from sixia.fieldwork.outreach.models import Version
from sixia.fieldwork.outreach.queries import policies as reads
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from tests.fieldwork.outreach.making import drafted, published, words
from tests.town import DAY, NOW, Town


def fresh(version: Version) -> Version:
    return Version.objects.get(pk=version.pk)


def test_a_policy_is_entered_once_however_often_it_is_sent(town: Town) -> None:
    name = uuid4()
    first, second = (
        actions.add(words(), unit=town.units["housing"], by=town.who("handler"), now=NOW, client=name) for _time in range(2)
    )
    assert first == second
    assert [line.event for line in timeline(first.stream)] == ["PolicyAdded", "VersionDrafted"]
    assert first.policy.place == town.units["housing"].place


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"title": "  "}, "missing"),
        ({"valid_to": date(2025, 1, 1)}, "guard"),
        ({"link": "javascript:alert(1)"}, "guard"),
        ({"audience": ("martians",)}, "guard"),
    ],
)
def test_what_cannot_be_entered(town: Town, given: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        drafted(town, **given)
    assert refused.value.code == code


def test_only_a_unit_itself_enters_its_policy_and_only_for_its_territory(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        actions.add(words(), unit=town.units["housing"], by=town.who("easter"), now=NOW)
    assert refused.value.code == "role"
    place = town.places["990101200"]
    with pytest.raises(Refused, match="辖区"):
        actions.add(words(), unit=town.units["east"], by=town.who("easter"), now=NOW, place=place)


@pytest.mark.parametrize("given", [{"summary": ""}, {"answers": ()}, {"valid_to": date(2026, 2, 1)}])
def test_what_cannot_be_published(town: Town, given: dict[str, object]) -> None:
    version = drafted(town, **given)
    with pytest.raises(Refused) as refused:
        actions.publish(version, by=town.who("handler"), now=NOW)
    assert refused.value.code == "guard"
    assert fresh(version).state == "draft"


def test_a_new_version_replaces_the_old_one_which_stays_to_be_read(town: Town) -> None:
    old = published(town)
    new = actions.draft_anew(old.policy, by=town.who("handler"), now=NOW)
    assert (new.number, new.summary, fresh(old).state) == (2, old.summary, "published")
    assert actions.draft_anew(old.policy, by=town.who("head"), now=NOW) == new
    actions.write(new, new=words(summary="危房鉴定为C级或D级的，可以申请补助。"), by=town.who("handler"), now=NOW)
    actions.publish(new, by=town.who("handler"), now=NOW)
    assert (fresh(old).state, fresh(new).state) == ("replaced", "published")
    assert reads.public_version(old.policy_id) == new
    assert reads.public_version(old.policy_id, 1) == old
    told = [line.event for line in timeline(old.stream)]
    assert told[2:] == ["PolicyPublished", "VersionDrafted", "VersionWritten", "VersionReplaced", "PolicyPublished"]


def test_strangers_write_publish_and_withdraw_nothing(town: Town) -> None:
    version, stranger = drafted(town), town.who("ecologist")
    for act in (
        lambda: actions.write(version, new=words(), by=stranger, now=NOW),
        lambda: actions.publish(version, by=stranger, now=NOW),
        lambda: actions.discard(version, by=stranger, now=NOW),
        lambda: actions.draft_anew(version.policy, by=stranger, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "role"


def test_a_draft_can_be_given_up_and_what_is_public_stays(town: Town) -> None:
    old = published(town)
    new = actions.draft_anew(old.policy, by=town.who("handler"), now=NOW)
    actions.discard(new, by=town.who("handler"), now=NOW)
    assert reads.public_version(old.policy_id) == old
    assert actions.draft_anew(old.policy, by=town.who("handler"), now=NOW).number == 3


def test_a_supervisor_may_withdraw_with_a_reason(town: Town) -> None:
    version = published(town)
    with pytest.raises(Refused) as refused:
        actions.withdraw(version, reason=" ", by=town.who("supervisor"), now=NOW)
    assert refused.value.code == "missing"
    actions.withdraw(version, reason="上级已有新规定。", by=town.who("supervisor"), now=NOW)
    assert (fresh(version).state, fresh(version).reason) == ("withdrawn", "上级已有新规定。")
    assert reads.public_version(version.policy_id) == version


def test_a_policy_ends_after_its_last_day_by_itself(town: Town) -> None:
    version = published(town, valid_to=date(2026, 5, 11))
    actions.tidy(NOW)
    assert fresh(version).state == "published"
    actions.tidy(NOW + DAY)
    actions.tidy(NOW + DAY)
    assert fresh(version).state == "expired"
    assert [line.event for line in timeline(version.stream)].count("PolicyExpired") == 1


def test_words_of_every_part_are_found(town: Town) -> None:
    version = published(town)
    for text in ("危房改造", "测政发 3号", "可以申请补助", "验收合格后二十个工作日"):
        assert list(reads.search(reads.public_policies(), text)) == [version]
    assert list(reads.search(reads.public_policies(), "养老")) == []


def test_answers_are_offered_for_what_somebody_asks(town: Town) -> None:
    version = published(town)
    found = reads.likely_answers("我家房子是危房，想问一下改造补助怎么申请，要什么材料", most=1)
    assert [(row, question) for row, question, _answer in found] == [(version, "危房改造补助怎么申请？")]
    assert reads.likely_answers("路灯坏了") == []
    assert reads.likely_answers("") == []


def test_a_draft_is_its_authors(town: Town) -> None:
    drafted(town)
    seen = {name: Version.objects.visible_to(town.who(name)).count() for name in ("handler", "head", "supervisor", "easter")}
    assert seen == {"handler": 1, "head": 1, "supervisor": 1, "easter": 0}
    published(town)
    assert Version.objects.visible_to(town.who("easter")).count() == 1
    assert Version.objects.visible_to(town.who("system")).count() <= 1
    assert not Version.objects.visible_to(town.who("outsider")).exists()


def test_the_calendar_knows_the_day_it_holds_from(town: Town) -> None:
    version = published(town, valid_from=date(2026, 6, 1), valid_to=date(2026, 6, 30))
    actions.tidy(NOW + timedelta(days=30))
    assert fresh(version).state == "published"
