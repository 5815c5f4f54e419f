"""What comes of a line: a voice, an order, a promise, a problem; each once, and only through the team."""

from datetime import date

import pytest

from sixia.cases.models import Case, Voice
from sixia.fieldwork.visits import actions
from sixia.fieldwork.visits.actions import Speaker
from sixia.fieldwork.visits.models import Note
from sixia.fieldwork.visits.queries import came
from sixia.kit.journal import timeline
from sixia.orders.models import Order
from sixia.oversight.models import Promise
from sixia.problems.models import Problem
from tests.fieldwork.visits.making import LATER, held, refusal
from tests.town import Town

SAID = "村口的路灯晚上十点就灭，看不清路"


@pytest.fixture
def line(town: Town) -> Note:
    """Something that residents said."""
    return written(town)


def written(town: Town, kind: str = "said", text: str = SAID) -> Note:
    """A line of a visit that was held."""
    return actions.note(held(town), by=town.who("handler"), now=LATER, kind=kind, text=text)


def test_words_become_a_voice_of_the_place_once(town: Town, line: Note) -> None:
    heard = actions.hear(line, by=town.who("handler"), now=LATER)
    voice = Voice.objects.get(pk=heard.voice)
    assert (voice.text, voice.channel, voice.kind, voice.place, voice.anonymous) == (
        SAID,
        "visit",
        "help",
        line.visit.place,
        True,
    )
    assert heard.passcode
    line.refresh_from_db()
    assert (line.voice, line.case) == (voice, voice.case)
    assert timeline(line.stream)[-1].event == "VisitLineBecame"
    again = actions.hear(line, by=town.who("leader"), now=LATER)
    assert (again.voice, again.passcode) == (voice.pk, "")
    assert Voice.objects.count() == 1


@pytest.mark.parametrize(("kind", "taken"), [("question", "inquiry"), ("praise", "praise"), ("seen", "help")])
def test_the_kind_of_line_says_what_voice_it_is(town: Town, kind: str, taken: str) -> None:
    heard = actions.hear(written(town, kind), by=town.who("handler"), now=LATER)
    assert Voice.objects.get(pk=heard.voice).kind == taken


def test_a_person_is_named_in_it_only_if_they_agreed(town: Town, line: Note) -> None:
    who = town.who("handler")
    assert refusal(lambda: actions.hear(line, by=who, now=LATER, speaker=Speaker(name="演示乙"))) == "missing"
    agreed = Speaker(name="演示乙", phone="13800000002", consent="当面同意")
    voice = Voice.objects.get(pk=actions.hear(line, by=who, now=LATER, speaker=agreed).voice)
    assert (voice.name, voice.wants, voice.consent) == ("演示乙", "sms", "当面同意")


def test_it_may_join_an_earlier_case(town: Town, line: Note) -> None:
    case = town.accepted()
    actions.hear(line, by=town.who("handler"), now=LATER, into=case)
    assert case.voices.count() == 2


def test_an_instruction_becomes_an_order_where_the_reader_dispatches(town: Town) -> None:
    visit = held(town, by="dispatcher", led_by=town.accounts["leader"])
    line = actions.note(visit, by=town.who("dispatcher"), now=LATER, kind="instruction", text="十五日前修好村口路灯")
    order = actions.instruct(line, unit=town.units["lamps"], category="lamp", by=town.who("dispatcher"), now=LATER)
    assert order
    assert (order.unit, order.basis) == (town.units["lamps"], "visit")
    assert actions.instruct(line, unit=town.units["lamps"], by=town.who("dispatcher"), now=LATER) == order
    assert Order.objects.count() == 1


def test_elsewhere_it_waits_in_the_case_for_the_dispatcher(town: Town) -> None:
    line = written(town, "instruction")
    assert actions.instruct(line, unit=town.units["lamps"], by=town.who("handler"), now=LATER) is None
    assert Case.objects.get().state == "heard"
    assert not Order.objects.exists()


def test_in_a_case_that_is_handled_another_unit_is_called_in(town: Town) -> None:
    case = town.accepted()
    visit = held(town, by="dispatcher", led_by=town.accounts["leader"])
    line = actions.note(visit, by=town.who("dispatcher"), now=LATER, kind="instruction", text="路灯所一起去")
    order = actions.instruct(line, unit=town.units["lamps"], case=case, by=town.who("dispatcher"), now=LATER)
    assert order
    assert (order.matter_id, order.unit) == (case.pk, town.units["lamps"])


def test_a_promise_is_that_of_whoever_leads(town: Town) -> None:
    line = written(town, "promise", "六月底前把坏的灯都换掉")
    made = actions.promise(line, due_on=date(2026, 6, 30), by=town.who("handler"), now=LATER)
    assert made
    assert (made.account, made.unit, made.where, made.to) == (town.accounts["leader"], town.units["housing"], "visit", "place")
    assert (made.link_kind, made.link_id) == ("visit", line.visit_id)
    assert actions.promise(line, due_on=date(2026, 7, 1), by=town.who("handler"), now=LATER) == made
    assert Promise.objects.count() == 1


def test_a_promise_about_words_that_are_a_case_is_given_to_the_case(town: Town, line: Note) -> None:
    actions.hear(line, by=town.who("handler"), now=LATER)
    made = actions.promise(line, due_on=date(2026, 6, 30), by=town.who("handler"), now=LATER)
    assert made
    assert made.case == line.case


def test_a_line_becomes_a_problem_that_grows_from_the_visit(town: Town) -> None:
    line = written(town, "problem", "全村排水沟淤堵，一下雨就进屋")
    made = actions.raise_problem(line, title="东一村排水沟淤堵", by=town.who("handler"), now=LATER)
    assert made
    assert [(row.kind, row.ref) for row in made.sources.all()] == [("visit", line.visit.key)]
    assert actions.raise_problem(line, title="再报一次", by=town.who("handler"), now=LATER) == made
    assert Problem.objects.count() == 1


def test_only_the_team_makes_anything_of_a_line(town: Town, line: Note) -> None:
    for stranger in ("head", "easter", "supervisor", "ecologist"):
        who = town.who(stranger)
        assert refusal(lambda who=who: actions.hear(line, by=who, now=LATER)) == "role"
        assert refusal(lambda who=who: actions.promise(line, due_on=date(2026, 6, 30), by=who, now=LATER)) == "role"


def test_what_came_of_a_visit_is_read_from_its_lines(town: Town, line: Note) -> None:
    actions.hear(line, by=town.who("handler"), now=LATER)
    actions.promise(line, due_on=date(2026, 6, 30), by=town.who("handler"), now=LATER)
    rows = came.lines(line.visit, town.who("principal"))
    found = came.of(line.visit, town.who("principal"), rows)
    assert [row.url.split("/")[2] for row in found] == ["cases", "promises"]
    assert not came.lines(line.visit, town.who("easter"))


def test_a_line_that_led_to_a_confidential_case_is_closed_with_it(town: Town, line: Note) -> None:
    heard = actions.hear(line, by=town.who("handler"), now=LATER)
    Case.objects.filter(pk=heard.case).update(restricted=True)
    assert not Note.objects.visible_to(town.who("head")).exists()
    assert refusal(lambda: actions.promise(line, due_on=date(2026, 6, 30), by=town.who("handler"), now=LATER)) == "role"


def test_erased_words_are_gone_from_the_line_and_its_story(town: Town, line: Note) -> None:
    heard = actions.hear(line, by=town.who("handler"), now=LATER)
    assert actions.forget(heard.voice) == 1
    line.refresh_from_db()
    assert not line.text
    assert SAID not in str([entry.words for entry in timeline(line.stream)])
    assert refusal(lambda: actions.promise(line, due_on=date(2026, 6, 30), by=town.who("handler"), now=LATER)) == "guard"
