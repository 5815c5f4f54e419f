"""Applying a profile: a new edition, its difference, its facts in the journal; all or nothing; nothing for the same content."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import translation

from sixia.catalog.actions import apply_profile
from sixia.catalog.models import Category, Edition, Norm
from sixia.catalog.queries import calendar, content_of, current, current_book, rulebook
from sixia.catalog.rules.faults import ProfileError
from sixia.catalog.rules.reading import read
from sixia.kit.calendar import due
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from sixia.people.actors import SYSTEM, Actor, Held, resident
from sixia.people.rules import CLERK, SYSTEM_ADMIN
from tests.catalog.conftest import CITY, COUNTY, Edit

pytestmark = pytest.mark.django_db


def holder(role: str) -> Actor:
    return Actor("account", account_id=7, posts=(Held(1, 1, role, "a/", "00001", "administration"),))


def test_the_first_profile_becomes_edition_one_and_is_told(now: datetime) -> None:
    found = apply_profile(COUNTY, by=SYSTEM, now=now)
    edition = current(now)
    assert (found.edition, edition.number, edition.profile, edition.by) == (1, 1, "cn-county", "system")
    assert edition.in_force_from == now
    added, altered, removed = found.counts
    assert added == sum(len(rows) for rows in content_of(edition).sheets.values())
    assert (altered, removed) == (0, 0)
    (line,) = timeline("catalog")
    assert line.event == "ProfileApplied"
    assert (line.facts["number"], line.facts["sha256"], line.facts["added"]) == (1, edition.sha256, added)


def test_what_is_stored_is_what_was_read(now: datetime) -> None:
    apply_profile(COUNTY, by=SYSTEM, now=now)
    assert content_of(current(now)) == read(COUNTY)


def test_the_same_content_again_makes_no_edition(now: datetime) -> None:
    apply_profile(COUNTY, by=SYSTEM, now=now)
    again = apply_profile(COUNTY, by=SYSTEM, now=now + timedelta(days=1))
    assert not again
    assert again.edition is None
    assert Edition.objects.count() == 1
    assert len(timeline("catalog")) == 1
    with translation.override("en"):
        assert list(again.lines()) == ["Nothing has changed."]


def test_a_dry_run_says_what_would_change_and_changes_nothing(now: datetime, edit: Edit) -> None:
    apply_profile(COUNTY, by=SYSTEM, now=now)
    folder = edit("norms.csv", "help,5,workday", "help,4,workday")
    found = apply_profile(folder, by=SYSTEM, now=now, dry_run=True)
    (change,) = found.sheets["norm"].changed
    assert (change.key, change.fields) == ("handle|service||||help", {"amount": (5, 4)})
    assert found.edition is None
    assert Edition.objects.count() == 1
    assert "handle|service||||help.amount: 5 → 4" in "\n".join(found.lines())


def test_a_new_edition_leaves_cases_of_the_old_one_their_rules(now: datetime, edit: Edit) -> None:
    apply_profile(COUNTY, by=SYSTEM, now=now)
    old = current(now)
    folder = edit("norms.csv", "help,5,workday", "help,4,workday")
    found = apply_profile(folder, by=SYSTEM, now=now + timedelta(hours=1))
    assert found.edition == 2
    assert list(found.sheets) == ["norm"]
    was, is_now = rulebook(old.pk), current_book(now + timedelta(hours=1))
    assert getattr(was.norm("handle", kind="help"), "amount", None) == 5
    assert getattr(is_now.norm("handle", kind="help"), "amount", None) == 4


def test_a_row_put_in_the_middle_is_one_difference(now: datetime, edit: Edit) -> None:
    apply_profile(COUNTY, by=SYSTEM, now=now)
    line = "function,justice,county,司法局,Justice bureau\n"
    folder = edit("terms.csv", line, "function,sports,county,体育中心,Sports centre\n" + line)
    found = apply_profile(folder, by=SYSTEM, now=now)
    assert found.sheets["term"].added == ("function|sports",)
    assert found.counts == (1, 0, 0)


def test_an_edition_may_begin_later_and_the_one_before_holds_until_then(now: datetime, edit: Edit) -> None:
    apply_profile(COUNTY, by=SYSTEM, now=now)
    later = now + timedelta(days=30)
    folder = edit("norms.csv", "help,5,workday", "help,4,workday")
    apply_profile(folder, by=SYSTEM, now=now, in_force_from=later)
    assert current(now + timedelta(days=29)).number == 1
    assert current(later).number == 2
    with pytest.raises(Refused) as refused:
        apply_profile(COUNTY, by=SYSTEM, now=now + timedelta(days=1))
    assert refused.value.code == "guard"
    assert Edition.objects.count() == 2


def test_nothing_is_written_when_anything_is_wrong(now: datetime, edit: Edit) -> None:
    apply_profile(COUNTY, by=SYSTEM, now=now)
    edit("norms.csv", "help,5,workday", "help,5,fortnight")
    folder = edit("rules.toml", "attempts = 3", "attempts = 99")
    with pytest.raises(ProfileError):
        apply_profile(folder, by=SYSTEM, now=now)
    assert Edition.objects.count() == 1


def test_a_place_that_is_not_in_the_territory_is_refused(now: datetime, folder: Path) -> None:
    path = folder / "norms.csv"
    line = "handle,service,,990101101,,,3,workday,cn,no,80,0,0,,no,本镇规则,Rule of the town\n"
    path.write_text(path.read_text("utf-8") + line, "utf-8")
    with pytest.raises(ProfileError) as error:
        apply_profile(folder, by=SYSTEM, now=now)
    assert "990101101" in str(error.value)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("who", [holder(CLERK), resident()])
def test_only_a_system_administrator_may_change_the_rules(now: datetime, who: Actor) -> None:
    with pytest.raises(Refused) as refused:
        apply_profile(COUNTY, by=who, now=now)
    assert refused.value.code == "role"
    assert not Edition.objects.exists()


def test_a_system_administrator_may(now: datetime) -> None:
    apply_profile(COUNTY, by=holder(SYSTEM_ADMIN), now=now)
    assert current(now).by == "account:7"


def test_without_rules_the_refusal_says_how_to_load_them(now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        current(now)
    assert "sixia profile apply" in str(refused.value)


def test_an_announced_year_is_told_and_holds_for_older_cases(now: datetime, edit: Edit) -> None:
    apply_profile(COUNTY, by=SYSTEM, now=now)
    december = datetime.fromisoformat("2026-12-30T02:00:00+00:00")
    assert due(calendar("cn"), december, 5, "workday").provisional
    edit("calendars.toml", "announced = [2024, 2025, 2026]", "announced = [2024, 2025, 2026, 2027]")
    folder = edit("calendars.toml", '"2027-01-01", ', '"2027-01-01..2027-01-03", ')
    apply_profile(folder, by=SYSTEM, now=now)
    told = [line for line in timeline("catalog") if line.event == "CalendarAnnounced"]
    assert [(line.facts["names"], line.facts["years"]) for line in told] == [(["cn"], [2027])]
    assert not due(calendar("cn"), december, 5, "workday").provisional


def test_a_calendar_that_the_newest_edition_has_no_more_still_serves_older_cases(now: datetime) -> None:
    apply_profile(COUNTY, by=SYSTEM, now=now)
    apply_profile(CITY, by=SYSTEM, now=now)
    assert calendar("cn").zone.key == "Asia/Shanghai"
    with pytest.raises(LookupError):
        calendar("moon")


def test_another_jurisdiction_replaces_everything(now: datetime) -> None:
    apply_profile(COUNTY, by=SYSTEM, now=now)
    found = apply_profile(CITY, by=SYSTEM, now=now)
    assert found.head["profile"] == ("cn-county", "generic-311")
    book = current_book(now)
    assert str(book.category("pothole").name) == "Pothole"
    assert book.calendar("us").zone.key == "America/Chicago"
    assert Category.objects.filter(edition=current(now)).count() == len(book.categories())
    assert Norm.objects.filter(edition__number=1).exists()
