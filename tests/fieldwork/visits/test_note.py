"""Lines of a visit: who writes them, each refusal, twice under one name, and who reads them."""

from uuid import uuid4

from sixia.fieldwork.visits import actions
from sixia.fieldwork.visits.models import Note, Visit
from sixia.kit.journal import timeline
from tests.fieldwork.visits.making import LATER, held, planned, refusal
from tests.town import NOW, Town

TEXT = "路灯夜里十点就灭，问能不能亮到十二点"


def test_a_line_is_written_by_the_team_on_the_way_or_afterwards(town: Town) -> None:
    visit = planned(town)
    actions.note(visit, by=town.who("handler"), now=NOW, kind="seen", text="灯杆倾斜")
    actions.hold(visit, by=town.who("handler"), now=LATER)
    line = actions.note(visit, by=town.who("leader"), now=LATER, kind="question", text=f" {TEXT} ")
    assert (line.kind, line.text, line.by) == ("question", TEXT, town.accounts["leader"])
    told = timeline(visit.stream)[-1]
    assert (told.event, told.words, TEXT in str(told.facts)) == ("VisitNoted", {"text": TEXT}, False)


def test_what_cannot_be_written_is_refused(town: Town) -> None:
    visit = held(town)

    def write(by: str = "handler", kind: str = "said", text: str = TEXT, on: Visit = visit) -> str:
        return refusal(lambda: actions.note(on, by=town.who(by), now=LATER, kind=kind, text=text))

    assert write(by="easter") == "role"
    assert write(by="head") == "role"
    assert write(kind="rumour") == "guard"
    assert write(text=" ") == "missing"
    assert write(text="长" * 1001) == "guard"
    off = planned(town)
    actions.cancel(off, by=town.who("handler"), now=NOW, reason="下雨")
    assert write(on=off) == "state"


def test_the_same_name_twice_is_one_line_and_never_another(town: Town) -> None:
    visit, name = held(town), uuid4()
    for _ in range(2):
        actions.note(visit, by=town.who("handler"), now=LATER, kind="said", text=TEXT, client=name)
    assert Note.objects.count() == 1
    other = refusal(lambda: actions.note(visit, by=town.who("handler"), now=LATER, kind="said", text="别的话", client=name))
    assert other == "guard"


def test_those_who_were_visited_do_not_read_what_residents_said(town: Town) -> None:
    visit = held(town)
    actions.note(visit, by=town.who("handler"), now=LATER, kind="said", text=TEXT)
    readers = {name for name in town.accounts if Note.objects.visible_to(town.who(name)).exists()}
    assert readers == {"leader", "handler", "head", "supervisor", "supervisor2", "principal", "inspector"}
    assert Visit.objects.visible_to(town.who("easter")).exists()
