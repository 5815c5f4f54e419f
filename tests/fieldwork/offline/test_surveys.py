"""Surveys from a device: taken once by the name given there, with pictures, refused with a sentence, and what goes along."""

from typing import Any
from uuid import uuid4

import pytest

from sixia.fieldwork.offline.models import Line
from sixia.fieldwork.offline.queries import surveys as along
from sixia.fieldwork.offline.queries.pack import pack
from sixia.fieldwork.reception.models import Day
from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.models import Attachment, Form, Submission
from sixia.fieldwork.visits import actions as visits
from tests.fieldwork.offline.making import Tablet, Written
from tests.fieldwork.offline.test_hostile import VALUES
from tests.fieldwork.offline.test_photos import picture
from tests.fieldwork.surveys.making import GOOD, drafted, running
from tests.town import HOUR, Town


@pytest.fixture
def form(town: Town) -> Form:
    """A survey of the county's housing bureau that runs."""
    return running(town)


@pytest.fixture
def phone(town: Town, day: Day) -> Tablet:
    """The device of somebody in the east."""
    return Tablet(town, day.starts_at, owner="easter")


def filled(form: Form, answers: dict[str, Any] | None = None, **given: Any) -> Written:
    """One filled form."""
    return Written("surveys.submit", {"form": form.pk, "answers": GOOD if answers is None else answers, **given})


def test_sent_twice_is_kept_once(phone: Tablet, form: Form) -> None:
    one, other = filled(form, language="中文 (zh)"), filled(form)
    for _turn in range(2):
        assert [(told.state, told.label) for told in phone.send(one, other)] == [("kept", "饮水情况")] * 2
    assert set(Submission.objects.values_list("client", flat=True)) == {one.name, other.name}
    row = Submission.objects.get(client=one.name)
    assert (row.way, row.visit, row.by.username if row.by else "") == ("phone", None, "easter")
    assert row.answers["people"] == [{"age": 71}, {"age": 8}]
    assert "who" not in row.answers
    assert Line.objects.get(name=one.name).body == ""


def test_what_does_not_fit_is_kept_and_marked(phone: Tablet, form: Form) -> None:
    told = phone.send(filled(form, {"tap": "no", "source": "pipe"}))[0]
    assert told.state == "kept"
    assert set(Submission.objects.get().faults) == {"source"}


def test_on_a_visit(phone: Tablet, form: Form, town: Town, day: Day) -> None:
    visit = visits.plan(
        by=town.who("easter", day.starts_at),
        now=day.starts_at,
        title="入户问水",
        purposes=("research",),
        place=town.places["990101100001"],
        unit=town.units["east"],
        starts_at=day.starts_at,
        ends_at=day.starts_at + 2 * HOUR,
        led_by=town.accounts["easter"],
    )
    assert phone.send(filled(form, visit=visit.pk))[0].state == "kept"
    assert Submission.objects.get().visit == visit
    early = phone.send(filled(form, visit=str(uuid4())))[0]
    assert (early.state, early.code) == ("refused", "state")


@pytest.mark.parametrize("photo_first", [True, False])
def test_its_photo_is_the_picture_its_answer_speaks_of(phone: Tablet, form: Form, photo_first: bool) -> None:
    name, act = uuid4(), filled(form)
    act.fields["answers"] = {**GOOD, "photo": f"{name}.jpg"}
    act.photos = [name]
    steps = [lambda: phone.photo(act.name, picture(), name), lambda: phone.send(act)]
    for step in steps if photo_first else [*reversed(steps), steps[0]]:
        step()
    row = Submission.objects.get()
    assert [one.name for one in Attachment.objects.filter(submission=row)] == [row.answers["photo"]]


def test_refused_with_a_sentence(phone: Tablet, form: Form, town: Town, day: Day) -> None:
    unread = phone.send(filled(form), Written("surveys.submit", {"form": form.pk, "answers": ["x"]}))[1]
    assert (unread.state, unread.code) == ("refused", "guard")
    gone = phone.send(Written("surveys.submit", {"form": form.pk + 99, "answers": GOOD}))[0]
    stranger = Tablet(town, day.starts_at, owner="officer").send(filled(form))[0]
    assert {(one.state, one.code, one.sentence) for one in (gone, stranger)} == {("refused", "role", "您已看不到这份问卷。")}
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("place", ["who", "tap", "source", "faults", "people", "age", "litres", "since", "photo", "nobody_asked"])
def test_an_answer_may_be_anything_without_breaking(phone: Tablet, form: Form, place: str) -> None:
    wrong = [{"people": [{place: value}]} if place == "age" else {place: value} for value in (*VALUES, float("nan"))]
    found = phone.send(*(filled(form, {**GOOD, **answers}) for answers in wrong))
    assert all(one.state == "kept" or one.sentence for one in found), found
    kept = [one.name for one in found if one.state == "kept"]
    assert Submission.objects.filter(client__in=kept).count() == len(kept) == Submission.objects.count()
    assert len(kept) >= len(VALUES) - 2


def test_before_it_runs_and_after_it_has_ended(phone: Tablet, town: Town) -> None:
    form = drafted(town)
    early = filled(form)
    told = phone.send(early)[0]
    assert (told.state, told.code) == ("refused", "state")
    assert told.sentence
    actions.open_survey(form.survey, by=town.who("handler"), now=phone.now)
    assert phone.send(early)[0].state == "kept"
    actions.close(form.survey, by=town.who("handler"), now=phone.now)
    assert phone.send(filled(form))[0].state == "kept"


def test_what_goes_along(phone: Tablet, form: Form, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = pack(phone.by, phone.now)["surveys"]
    assert [(one["form"], one["title"]) for one in taken] == [(form.pk, "饮水情况")]
    assert taken[0]["definition"] == form.definition
    assert not pack(town.who("officer"), phone.now)["surveys"]
    monkeypatch.setattr(along, "ROOM", 10)
    assert along.surveys(phone.by)[0]["definition"] is None
    monkeypatch.setattr(along, "MOST", 0)
    assert along.surveys(phone.by) == []
    monkeypatch.undo()
    actions.close(form.survey, by=town.who("handler"), now=phone.now)
    assert not pack(phone.by, phone.now)["surveys"]
