"""Two more screens of the telephone without a network: what is decided on the spot, and words that want an answer."""

from collections.abc import Callable

from django.utils import timezone, translation
from playwright.sync_api import expect

from sixia.cases.models import Case
from sixia.fieldwork.onsite.models import Act, Item
from sixia.fieldwork.visits.models import Note
from sixia.kit.files import store
from sixia.people.models import Unit
from tests.browser.field import CLERK, Field, office_today, picture, visit_today
from tests.browser.seat import Seat

Sit = Callable[..., Seat]
RUNNER, HOST = "he", "qian"
RAISED, WORDS = "水表走得太快", "地里浇水要排三天的队，什么时候能修泵站？"


def test_an_on_site_office_without_a_network(sit: Sit, language: str) -> None:
    office, due = office_today(RUNNER, HOST), timezone.localdate().isoformat()
    field = Field(sit(RUNNER)).prepare()
    field.cut()
    field.page.click(f"#offices a[href='#/office/{office.pk}']")
    field.at("office")
    field.page.click("[data-act=open-office]")
    field.unsent(1)
    expect(field.page.locator("[data-screen=office] [data-state]")).to_have_text(field.seat.t("Meeting on the spot now"))
    field.write("[data-verb='onsite.add']", title=RAISED)
    field.unsent(2)
    field.sound()
    solved(field)
    unit = ordered(field, due)
    field.write("[data-verb='onsite.decide'][data-kind=promised]", text="月底前全线查一遍。", due_on=due)
    field.unsent(5)
    field.page.reload()
    field.unlock()
    expect(field.page.locator("[data-screen=item] [data-acts] li")).to_have_count(2)
    field.go("#/queue")
    field.sound()
    field.back()
    field.unsent(0)
    field.send()
    office.refresh_from_db()
    assert office.state == "open"
    acts = {act.kind: act for act in Act.objects.filter(item__office=office)}
    assert sorted(acts) == ["ordered", "promised", "solved"]
    assert [order.unit_id for order in acts["ordered"].orders.all()] == [unit]
    assert acts["promised"].promise is not None
    assert [row.kind for row in store.of(acts["solved"].key)[acts["solved"].key]] == ["image/jpeg"]
    assert Item.objects.filter(office=office).count() == 2


def solved(field: Field) -> None:
    """What was raised there is solved there, with a photo; it cannot be decided twice."""
    field.page.locator("[data-items] a", has_text=RAISED).click()
    field.at("item")
    form = field.page.locator("form[data-kind=solved]")
    form.locator("xpath=..").locator("summary").click()
    form.locator("input[type=file]").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    expect(form.locator("[data-photos]")).to_contain_text(field.seat.t("Photos: %(n)s", n=1))
    field.write("[data-kind=solved]", text="当场换了一块表。")
    field.unsent(3)
    expect(form).to_be_hidden()
    field.sound()


def ordered(field: Field, due: str) -> int:
    """What stood on the agenda is ordered: a unit that is not on the list is no unit."""
    with translation.override(field.seat.language):
        unit, said = next(iter(Unit.objects.active(timezone.now()).filter(code="water").said().items()))
    field.page.locator("[data-screen=item] [data-back]").click()
    field.page.locator("[data-items] a", has_text="河堤护栏").click()
    form = field.page.locator("form[data-kind=ordered]")
    field.write("[data-kind=ordered]", text="三天内装上护栏。", unit="没有这个单位", due_on=due)
    expect(form.locator(".errorlist")).to_have_text(field.seat.t("Choose one from the list."))
    field.sound()
    field.page.fill("#ordered-unit", said)
    form.locator("button").click()
    field.unsent(4)
    return unit


def test_words_that_want_an_answer(sit: Sit, language: str) -> None:
    visit = visit_today()
    field = Field(sit(CLERK)).prepare()
    field.cut()
    field.page.click(f"#visits a[href='#/visit/{visit.pk}']")
    field.at("visit")
    field.page.locator("[data-screen=visit] details summary").first.click()
    field.sound()
    field.write("[data-verb='visits.words']", text=WORDS, name="演示乙", phone="13900000002", consent="当面说好，可以打电话。")
    field.unsent(1)
    waiting = field.page.locator("[data-screen=visit] [data-acts] li")
    expect(waiting).to_contain_text(WORDS)
    field.sound()
    field.back()
    field.unsent(0)
    expect(waiting.locator("[data-state].ok")).to_have_count(1)
    note = Note.objects.select_related("voice").get(visit=visit)
    assert note.voice is not None
    expect(waiting.locator("[data-more]")).to_contain_text(note.voice.receipt)
    field.sound()
    case = Case.objects.get(pk=note.case_id or 0)
    assert (note.voice.text, case.voices_count) == (WORDS, 1)
    waiting.locator("a").click()
    field.page.wait_for_url(f"**/desk/visits/{visit.pk}")
    field.seat.sees(WORDS)
