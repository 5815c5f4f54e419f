"""A visit from the calendar to the return: warned of the crowd, held with lines, one of which becomes a voice, one a promise."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from sixia.cases.models import Voice
from sixia.fieldwork.visits.models import Note, Visit
from sixia.oversight.models import Promise
from tests.browser.looking import overflow, violations
from tests.browser.seat import Seat

Sit = Callable[..., Seat]
LEADER = "health-head"
CROWDED = "后山村"
SAID = "卫生室星期三又没有开门，老人白跑一趟。"
VOWED = "下周起每周二、周五坐诊，时间贴在门口"


def fine(seat: Seat) -> None:
    """No fault of access, nothing too wide."""
    assert violations(seat.page) + overflow(seat.page) == []


def line(seat: Seat, kind: str, text: str) -> Note:
    """One line on the visit's page."""
    form = seat.page.locator("#write")
    form.locator("[name=kind]").select_option(kind)
    form.locator("[name=text]").fill(text)
    seat.press("Write it down", within=form)
    seat.sees(text)
    return Note.objects.latest("pk")


def held(seat: Seat, today: date) -> Visit:
    """Planned in spite of the crowd, and held."""
    seat.go("/desk/visits/calendar")
    seat.follow("Plan a visit")
    seat.write("What it is about", "看卫生室开没开门")
    seat.tick("[name=purposes][value=research]")
    seat.write("Place", CROWDED)
    seat.write("Day", today.isoformat())
    seat.press("Plan the visit")
    seat.sees("Perhaps one of you can ask for the others as well, or go where nobody goes. You decide.")
    fine(seat)
    seat.press("Plan it all the same")
    seat.at(r"/desk/visits/\d+$")
    visit = Visit.objects.get(pk=seat.number())
    fine(seat)
    seat.follow("It has taken place")
    seat.write("How many residents were met", "8")
    seat.press("It has taken place")
    seat.sees("Held. Now write down in short lines what was said and seen.")
    return visit


def test_a_visit_from_the_plan_to_the_return(sit: Sit) -> None:
    seat, today = sit(LEADER), timezone.localdate()
    visit = held(seat, today)
    said, vowed = line(seat, "said", SAID), line(seat, "promise", VOWED)
    seat.page.locator(f"form[action$='/lines/{said.pk}/voice'] button").click()
    voice = Voice.objects.latest("pk")
    seat.sees(voice.receipt)
    assert (voice.text, voice.channel, voice.place) == (SAID, "visit", visit.place)
    fine(seat)
    seat.follow("Back to the visit")
    seat.page.locator(f"a[href$='/lines/{vowed.pk}/promise']").click()
    seat.write("By which day", (today + timedelta(days=12)).isoformat())
    fine(seat)
    seat.press("Make it a promise")
    seat.sees("The promise stands in the ledger with its day.")
    given = Promise.objects.latest("pk")
    assert (given.words, given.account.username) == (VOWED, LEADER)
    seat.follow("Plan a return visit")
    seat.write("Day", (today + timedelta(days=40 + Visit.objects.count())).isoformat())
    seat.press("Plan the visit")
    seat.at(r"/desk/visits/\d+$")
    back = Visit.objects.get(pk=seat.number())
    assert (back.returns_to, back.place, back.state) == (visit, visit.place, "planned")
    fine(seat)
    seat.go(f"/desk/visits/places/{visit.place_id}")
    seat.sees(SAID)
    fine(seat)
    seat.go(f"/desk/visits/day/{today}")
    assert seat.page.locator("svg.way .number").count() >= 1
    fine(seat)
