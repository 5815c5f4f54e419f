"""A survey on a telephone without a network: the form behaves as at the desk, drafts stay, and each form is taken once."""

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Locator, expect

from sixia.fieldwork.surveys import actions
from sixia.fieldwork.surveys.models import Attachment, Form, Submission
from sixia.people.actors import actor_of
from sixia.people.models import Account, Unit
from tests.browser.field import APP, CLERK, Field, picture, stored
from tests.browser.seat import Seat
from tests.fieldwork.surveys.making import workbook

Sit = Callable[..., Seat]
WHO, OTHER = "演示东头老井家", "演示西头新房家"


def asked() -> Form:
    """A survey of the clerk's unit that runs: skips, a filtered list, a constraint, a repeat, a picture."""
    found = Form.objects.filter(survey__name="water").first()
    if found is None:
        now, unit = timezone.now(), Unit.objects.get(code="petitions")
        by = actor_of(Account.objects.get(username=CLERK), now)
        found = actions.upload(workbook(), unit=unit, by=by, now=now, name="water.xlsx")
        actions.open_survey(found.survey, by=by, now=now)
    return found


def test_filled_in_without_a_network(sit: Sit, language: str) -> None:
    form = asked()
    before = set(Submission.objects.filter(survey=form.survey).values_list("pk", flat=True))
    field = Field(sit(CLERK)).prepare()
    field.cut()
    begin(field, form)
    half(field)
    field.page.reload()
    field.unlock()
    expect(node(field, "who").locator("input")).to_have_value(WHO)
    field.go("#/")
    begin(field, form)
    node(field, "who").locator("input").fill(OTHER)
    field.drafted(2)
    field.go(f"#/survey/{form.survey_id}")
    expect(field.page.locator("[data-screen=survey] [data-drafts] a")).to_have_text([OTHER, WHO])
    field.sound()
    lies = stored(field.context, field.page)
    for words in (WHO, OTHER, form.survey.title):
        assert words not in lies["texts"], words
    field.page.locator("[data-drafts] a", has_text=WHO).click()
    finish(field)
    field.unsent(1)
    field.sound()
    field.page.locator("[data-drafts] a", has_text=OTHER).click()
    discard = field.page.locator("[data-act=discard-survey]")
    discard.click()
    discard.click()
    field.drafted(0)
    field.page.goto(APP)
    field.unlock()
    field.unsent(1)
    field.go("#/queue")
    expect(field.page.locator("[data-open] [data-text]")).to_have_text(f"{form.survey.title} {WHO}")
    field.back()
    field.unsent(0)
    field.send()
    taken_once(Submission.objects.filter(survey=form.survey).exclude(pk__in=before).get(), form)


def taken_once(row: Submission, form: Form) -> None:
    """What was typed there is here, with its picture."""
    assert (row.way, row.faults, row.form) == ("phone", {}, form)
    taken = {name: row.answers[name] for name in ("tap", "source", "people", "old")}
    assert taken == {"tap": "no", "source": "well", "people": [{"age": 71}, {"age": 8}], "old": "71"}
    assert WHO in row.sealed
    assert [one.name for one in Attachment.objects.filter(submission=row)] == [row.answers["photo"]]


def node(field: Field, name: str, at: int = -1) -> Locator:
    """One question on the screen."""
    return field.page.locator(f"[data-screen=filling] [data-node={name}][data-at='{at}']")


def begin(field: Field, form: Form) -> None:
    """From the first screen to an empty form."""
    field.at("home")
    field.page.locator("#surveys a", has_text=form.survey.title).first.click()
    field.page.locator("[data-act=begin-survey]").click()
    field.at("filling")


def half(field: Field) -> None:
    """What applies is asked, what fits is offered, what does not fit is said; then half of it stands there."""
    page, source = field.page, node(field, "source")
    expect(source).to_be_hidden()
    page.locator("[data-screen=filling] button.big").click()
    expect(node(field, "tap").locator("[data-fault]")).to_be_visible()
    field.sound()
    node(field, "tap").locator("[value=no]").check()
    expect(source.locator("[value=well]")).to_be_visible()
    expect(source.locator("[value=pipe]")).to_be_hidden()
    for value in ("smell", "none"):
        node(field, "faults").locator(f"[value={value}]").check()
    expect(node(field, "faults").locator("[data-fault]")).to_be_visible()
    node(field, "faults").locator("[value=none]").uncheck()
    node(field, "age", 0).locator("input").fill("71")
    page.locator("button[name=more]").click()
    node(field, "age", 1).locator("input").fill("130")
    node(field, "age", 1).locator("input").blur()
    expect(node(field, "age", 1).locator("[data-fault]")).to_be_visible()
    field.sound()
    photo = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    node(field, "photo").locator("input").set_input_files(photo)  # type: ignore[arg-type]
    expect(node(field, "photo")).to_contain_text(field.seat.t("Photos: %(n)s", n=1))
    node(field, "who").locator("input").fill(WHO)
    field.drafted(1)
    field.go("#/")
    expect(page.locator("#drafts a")).to_contain_text(WHO)
    page.go_back()
    field.at("filling")


def finish(field: Field) -> None:
    """Everything is there still; the rest is answered, and it is written down."""
    expect(node(field, "tap").locator("[value=no]")).to_be_checked()
    expect(node(field, "age", 0).locator("input")).to_have_value("71")
    expect(node(field, "photo")).to_contain_text(field.seat.t("Photos: %(n)s", n=1))
    node(field, "source").locator("[value=well]").check()
    node(field, "age", 1).locator("input").fill("8")
    field.page.locator("[data-screen=filling] button.big").click()
    field.at("survey")
    expect(field.page.locator("#say")).to_contain_text(field.seat.t("Written down. It lies on this device until it is sent."))
