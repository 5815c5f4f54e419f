"""Taking in a filled form: once by its name, in any order, checked by the server; what is personal is sealed."""

import json
from uuid import uuid4

import pytest
from django.db import connection

from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.models import Attachment, Submission
from sixia.fieldwork.surveys.slots import came_of
from sixia.fieldwork.visits import actions as visits
from sixia.kit.files import kinds, store
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from sixia.people.actors import resident
from tests.fieldwork.surveys.making import GOOD, drafted, filled, running
from tests.files import picture
from tests.town import DAY, HOUR, NOW, Town


def test_taken(town: Town) -> None:
    form = running(town)
    row = filled(town, form, place=town.places["990101100001"])
    assert row.answers == {
        "tap": "yes",
        "faults": ["smell", "dirt"],
        "people": [{"age": 71}, {"age": 8}],
        "old": "71",
        "litres": 30.5,
    }
    assert json.loads(row.sealed) == {"who": "演示甲"}
    assert (row.state, row.way, row.replaced, row.faults) == ("received", "web", False, {})
    assert [line.event for line in timeline(row.stream)] == ["FormFilled"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed, answers FROM surveys_submission")
        assert "演示甲" not in str(cursor.fetchall())


def test_twice_is_once(town: Town) -> None:
    form, name = running(town), uuid4()
    first = filled(town, form, client=name)
    again = filled(town, form, client=name, now=NOW + DAY)
    assert (again.pk, again.received_at) == (first.pk, NOW)
    assert Submission.objects.count() == 1
    with pytest.raises(Refused) as refused:
        filled(town, form, client=name, by="wester")
    assert refused.value.code == "role"
    ours = filled(town, form, via="openrosa")
    with pytest.raises(actions.Conflict):
        filled(town, form, client=ours.client, via="openrosa", answers={**GOOD, "litres": "3"})


def test_what_does_not_apply_is_dropped(town: Town) -> None:
    row = filled(town, running(town), answers={"tap": "yes", "source": "well"})
    assert row.answers == {"tap": "yes", "people": []}


def test_refused_where_it_can_be_corrected(town: Town) -> None:
    form = running(town)
    wrong = {
        "tap": "no",
        "source": "pipe",
        "faults": ["none", "dirt"],
        "people": [{"age": "abc"}, {"age": 130}],
        "since": "2026-05-12",
    }
    with pytest.raises(actions.Unfit) as refused:
        filled(town, form, answers=wrong, language="中文 (zh)")
    assert set(refused.value.faults) == {"source", "faults", "people.1.age", "people.2.age", "since"}
    assert refused.value.faults["faults"] == "选了“没有”就不要再选别的"
    with pytest.raises(actions.Unfit) as refused:
        filled(town, form, answers={})
    assert set(refused.value.faults) == {"tap"}
    assert Submission.objects.count() == 0


def test_taken_and_marked_away_from_the_form(town: Town) -> None:
    row = filled(town, running(town), via="phone", answers={"tap": "perhaps", "nobody_asked": "x"})
    assert set(row.faults) == {"tap"}
    assert row.answers["tap"] == "perhaps"
    assert json.loads(row.sealed) == {"?": {"nobody_asked": "x"}}


def test_correction_in_either_order(town: Town) -> None:
    form, first, second = running(town), uuid4(), uuid4()
    before = filled(town, form, client=first)
    filled(town, form, client=second, corrects=first, answers={**GOOD, "litres": "31"})
    before.refresh_from_db()
    assert before.replaced
    late, early = uuid4(), uuid4()
    filled(town, form, client=late, corrects=early, answers={**GOOD, "litres": "32"})
    old = filled(town, form, client=early)
    assert Submission.objects.get(pk=old.pk).replaced
    assert sorted(row.answers["litres"] for row in Submission.objects.counting()) == [31.0, 32.0]
    assert [line.event for line in timeline(old.stream)] == ["FormFilled", "FillingReplaced"]
    with pytest.raises(Refused):
        filled(town, form, by="wester", corrects=first)


def test_who_and_when(town: Town) -> None:
    form = drafted(town)
    with pytest.raises(Refused) as refused:
        filled(town, form)
    assert refused.value.code == "state"
    actions.open_survey(form.survey, by=town.who("handler"), now=NOW)
    for name in ("system", "outsider"):
        with pytest.raises(Refused) as refused:
            filled(town, form, by=name)
        assert refused.value.code == "role"
    actions.close(form.survey, by=town.who("handler"), now=NOW)
    with pytest.raises(Refused):
        filled(town, form)
    assert filled(town, form, via="phone").pk


def test_by_link(town: Town) -> None:
    form = running(town)
    nobody = resident()
    with pytest.raises(Refused):
        actions.submit(form, by=nobody, now=NOW, client=uuid4(), answers=GOOD, via="link")
    actions.share(form.survey, by=town.who("handler"), now=NOW)
    row = actions.submit(form, by=nobody, now=NOW, client=uuid4(), answers=GOOD, via="link")
    assert row.by_id is None
    with pytest.raises(Refused):
        actions.submit(form, by=nobody, now=NOW, client=uuid4(), answers=GOOD, via="web")


def test_sheet_once(town: Town) -> None:
    form = running(town)
    filled(town, form, via="paper", sheet="1-0001-2")
    with pytest.raises(Refused) as refused:
        filled(town, form, via="paper", sheet="1-0001-2")
    assert refused.value.fields == ("sheet",)


def test_pictures_before_and_after(town: Town) -> None:
    form, by = running(town), town.who("easter")
    tickets = [store.hold(picture(), name="a.jpg", allowed=kinds.PICTURES, by=by, now=NOW).ticket for _time in range(2)]
    row = filled(town, form, answers={**GOOD, "photo": "a.jpg"}, attachments=[("a.jpg", tickets[0])])
    actions.add_pictures(row, [("a.jpg", tickets[1]), ("b.jpg", tickets[1])], by=by, now=NOW)
    assert list(Attachment.objects.order_by("pk").values_list("name", flat=True)) == ["a.jpg", "b.jpg"]
    with pytest.raises(Refused):
        actions.add_pictures(row, [("c.png", "x")], by=town.who("wester"), now=NOW)


def test_filled_in_on_a_visit(town: Town) -> None:
    by, form = town.who("easter"), running(town)
    given = {"title": "入户问水", "purposes": ("research",), "place": town.places["990101100001"], "unit": town.units["east"]}
    times = {"starts_at": NOW + DAY, "ends_at": NOW + DAY + HOUR, "led_by": town.accounts["easter"]}
    visit = visits.plan(by=by, now=NOW, **given, **times)
    for _time in range(2):
        assert filled(town, form, visit=visit, via="phone").visit_id == visit.pk
    assert [one.label for one in came_of(visit, by)] == ["饮水情况 × 2"]
    assert list(came_of(visit, town.who("wester"))) == []
