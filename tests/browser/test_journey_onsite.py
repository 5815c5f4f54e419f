"""An on-site office from the suggestions to the last verdict: units called, three items decided in three ways, signed off."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from sixia.cases.models import Case
from sixia.fieldwork.onsite.models import Item, Office
from sixia.people.models import Unit
from sixia.places.models import Place
from sixia.problems.models import Task
from tests.browser import deeds
from tests.browser.deeds import Kept
from tests.browser.looking import overflow, violations
from tests.browser.seat import Seat

Sit = Callable[..., Seat]
RUNNER, HOST, COUNTY = "he", "qian", "990101"
WORDS = "小区门口的路灯和排水沟坏了一个多月，晚上看不见，雨天进不了门。"


def fine(seat: Seat) -> None:
    """No fault of access, nothing too wide."""
    assert violations(seat.page) + overflow(seat.page) == []


def fill(seat: Seat, **given: str) -> None:
    """Fields of the form by name."""
    for name, text in given.items():
        seat.page.locator(f"main [name={name}]").first.fill(text)


def stuck(sit: Sit, language: str) -> tuple[Kept, Unit]:
    """A case that a unit has accepted and that has been handed about since."""
    resident = sit()
    deeds.say(resident, WORDS, phone=f"1690000811{len(language)}")
    kept = deeds.send(resident)
    order = deeds.dispatch(sit(RUNNER), kept.case)
    deeds.accept(sit(deeds.person(order, "handler")), kept.case)
    late = timezone.now() - timedelta(days=2)
    Case.objects.filter(pk=kept.case.pk).update(hops=3, negatives=2, due_at=late, voices_count=2)
    return kept, order.unit


def planned(seat: Seat, kept: Kept) -> Office:
    """From the list to the agenda, with two things raised besides."""
    seat.go("/desk/onsite")
    seat.follow("Plan an on-site office")
    fill(seat, title="门口的路和灯现场定", place=Place.objects.get(code=COUNTY).name, spot="小区门口")
    fill(seat, day=timezone.localdate().isoformat(), opens="00:05", closes="23:50", led_by=HOST)
    fine(seat)
    seat.press("Plan it")
    seat.sees("Planned. Choose the agenda next.")
    seat.tick(f"input[value='case:{kept.case.pk}']")
    fine(seat)
    seat.press("Keep this agenda")
    seat.sees("The agenda is kept.")
    office = Office.objects.latest("pk")
    for title in ("排水沟盖板缺失", "路灯归谁管"):
        seat.go(f"/desk/onsite/{office.pk}/add")
        fill(seat, title=title)
        seat.press("Put something on the agenda")
        seat.sees("It stands on the agenda.")
    return office


def called(sit: Sit, seat: Seat, office: Office, unit: Unit) -> None:
    """The unit is called, comes, and is noted as present."""
    seat.go(f"/desk/onsite/{office.pk}/convene")
    fill(seat, units=unit.name, text="请带施工图到场")
    seat.press("Call units")
    seat.sees("Called. Each unit is told at once.")
    row = office.called.get()
    handler = sit(str(unit.posts.filter(role="handler").order_by("pk")[0].account.username))
    handler.go("/desk/calls")
    handler.go(f"/desk/calls/units/{row.pk}/come")
    handler.press("We are coming")
    handler.sees("Answered.")
    seat.go(f"/desk/onsite/{office.pk}/open")
    seat.press("Open the meeting")
    seat.sees("The meeting has begun.")
    seat.go(f"/desk/calls/units/{row.pk}/arrive")
    seat.press("Was there")
    seat.sees("Written down.")


def decide(seat: Seat, item: Item, kind: str, **given: str) -> None:
    """One decision on its page."""
    seat.go(f"/desk/onsite/items/{item.pk}/{kind}")
    fill(seat, **given)
    fine(seat)
    seat.press("Write it down")
    seat.sees("Written down.")


def test_from_the_suggestions_to_the_last_verdict(sit: Sit, language: str) -> None:
    kept, unit = stuck(sit, language)
    runner, host = sit(RUNNER), sit(HOST)
    office = planned(runner, kept)
    called(sit, runner, office, unit)
    one, two, three = office.items.filter(chosen=True).order_by("number")
    decide(runner, one, "solved", text="当场更换路灯线缆，清通排水沟，今晚八点亮灯。")
    due = (timezone.localdate() + timedelta(days=12)).isoformat()
    decide(runner, two, "ordered", text="补齐排水沟盖板", unit=unit.name, due_on=due)
    host.go(f"/desk/onsite/{office.pk}/sign")
    host.press("Sign off")
    host.sees("Not decided yet: %(names)s.", names="3. 路灯归谁管")
    host.expected("422")
    decide(host, three, "explained", text="小区内路灯由物业管，外面由城管管", basis="《物业管理条例》", remedies="可向住建局反映")
    host.go(f"/desk/onsite/{office.pk}/sign")
    fill(host, met="15")
    host.press("Sign off")
    host.sees("Signed off. The decisions are followed until each is done.")
    fine(host)
    with host.page.expect_download() as paper:
        host.press("Minutes (Word)")
    assert paper.value.suggested_filename.endswith(".docx")
    assert Task.objects.latest("pk").unit == unit
    runner.go("/desk/onsite/decisions")
    fine(runner)
    assert "门口的路灯" in runner.page.inner_text("main")
    if kept.case.state == "reviewing":
        deeds.approve(sit(deeds.person(deeds.lead(kept.case), "unit_head")), kept.case)
    assert kept.case.state == "answered"
    deeds.give_verdict(sit, kept, agree=True)
    assert kept.case.ending == "verdict"
