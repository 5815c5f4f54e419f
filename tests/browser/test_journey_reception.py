"""Somebody books on the telephone and is received: to the last verdict, and as a petition from the talk to finality."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from sixia.cases.models import Case
from sixia.fieldwork.reception import actions
from sixia.fieldwork.reception.actions import NewDay
from sixia.fieldwork.reception.models import Act, Booking, Day
from sixia.oversight.models import Promise
from sixia.people.actors import actor_of
from sixia.people.models import Account, Unit
from sixia.petitions.models import Petition
from tests.browser import deeds
from tests.browser.deeds import Kept
from tests.browser.looking import overflow, violations
from tests.browser.seat import Seat
from tests.browser.test_journey_petition import HANDLER, OPINION, REQUEST, UNIT, WORDS, ask, move, read, serve

Sit = Callable[..., Seat]
CLERK = "zhan"
ABOUT = "村口三盏路灯坏了两个月，天黑以后老人不敢出门，想当面说一说。"
UNITS = "urban_management"


def fine(seat: Seat) -> None:
    """No fault of access, nothing too wide."""
    assert violations(seat.page) + overflow(seat.page) == []


def announced() -> Day:
    """A public day three days ahead, on which a deputy head of the county receives."""
    now, clerk = timezone.now(), Account.objects.get(username=CLERK)
    by, leader = actor_of(clerk, now), Account.objects.get(username="gao")
    host = Unit.objects.get(code="petitions")
    starts = now + timedelta(days=3, minutes=Day.objects.count())
    new = NewDay(
        leader=leader,
        unit=leader.posts.select_related("unit")[0].unit,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        place=host.place,
        address=host.address,
        portfolio="农业农村",
    )
    day = actions.add(new, host=host, by=by, now=now)
    actions.announce(day, by=by, now=now)
    return day


def book(resident: Seat, words: str, phone: str) -> Booking:
    """From the list of reception days to the sheet with code and passcode."""
    day = announced()
    resident.go("/receptions")
    resident.page.locator(f"a[href='/receptions/{day.pk}']").first.click()
    fine(resident)
    resident.follow("Book a time")
    resident.write("What is it about?", words)
    resident.write("Name", "演示甲")
    resident.write("Telephone", phone)
    fine(resident)
    resident.press("Book it")
    resident.at("/receptions/booking/JF")
    resident.sees("Booked. Keep this sheet: code and passcode together open your booking.")
    fine(resident)
    booking = Booking.objects.select_related("day__account").latest("pk")
    assert booking.receipt in resident.page.inner_text("body")
    return booking


def sit_down(sit: Sit, booking: Booking) -> tuple[Seat, Seat]:
    """The day has come: opened, arrived, called by number, seated. Returns the seats of clerk and waiting room."""
    clerk, now = sit(CLERK), timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    starts = max(now - timedelta(minutes=5), midnight)  # it opens on its own day alone
    Day.objects.filter(pk=booking.day_id).update(starts_at=starts, ends_at=now + timedelta(hours=2))
    Booking.objects.filter(pk=booking.pk).update(at=now - timedelta(minutes=1))
    clerk.go(f"/desk/receptions/{booking.day_id}/open")
    clerk.press("Open the reception")
    clerk.sees("The reception is open.")
    clerk.go(f"/desk/receptions/{booking.day_id}/queue")
    clerk.write("Booking code or telephone", booking.receipt)
    clerk.press("Look it up")
    clerk.press("Has arrived")
    room = sit()
    room.go(f"/receptions/{booking.day_id}/waiting")
    assert "演示甲" not in room.page.inner_text("body")
    clerk.go(f"/desk/receptions/{booking.day_id}/queue")
    clerk.press("Call the next")
    room.page.reload()
    assert room.page.locator(".figure.now").inner_text().strip() == "1"
    clerk.press("Sits down")
    clerk.at(f"/desk/bookings/{booking.pk}")
    clerk.sees("演示甲")
    fine(clerk)
    return clerk, room


def write(seat: Seat, kind: str, **given: str) -> None:
    """One act on the page of the talk."""
    part = seat.page.locator(f"details:has(input[name=act][value={kind}])").first
    if part.get_attribute("open") is None:
        part.locator("summary").first.click()
    for name, text in given.items():
        place = part.locator(f"[name={name}]").first
        if place.evaluate("one => one.tagName") == "SELECT":
            place.select_option(text)
        else:
            place.fill(text)
    seat.press("Write it down", within=part)
    seat.page.wait_for_load_state()


def receipt(seat: Seat) -> Kept:
    """The sheet that is handed over, shown once."""
    codes = [text.strip() for text in seat.page.locator("dl.facts .code.strong").all_inner_texts()]
    fine(seat)
    seat.follow("On with the talk")
    return Kept(codes[0].replace(" ", ""), codes[1].replace(" ", ""))


def test_from_a_booking_to_the_last_verdict(sit: Sit, language: str) -> None:
    resident = sit()
    booking = book(resident, ABOUT, f"1690000801{len(language)}")
    clerk, _room = sit_down(sit, booking)
    leader = sit(booking.day.account.username)
    leader.go(f"/desk/bookings/{booking.pk}")
    leader.sees("演示甲")
    write(clerk, "heard", text=ABOUT)
    kept = receipt(clerk)
    due = (timezone.localdate() + timedelta(days=10)).isoformat()
    write(leader, "promised", text="十天内把三盏灯修好，修好当面告诉您", due_on=due)
    leader.sees("Written down.")
    category = str(Case.objects.filter(lead_unit__code=UNITS).exclude(category="").latest("pk").category)
    unit = Unit.objects.get(code=UNITS)
    part = clerk.page.locator("details:has(input[name=act][value=instructed])").first
    part.locator("summary").first.click()
    part.locator("[name=text]").fill("请城管局三日内修好，结果直接告诉本人。")
    part.locator("[name=unit]").fill(unit.name)
    options = part.locator("[name=category]")
    if options.evaluate("one => one.tagName") == "SELECT":
        options.select_option(category)
    else:
        options.fill(category)
    clerk.press("Write it down", within=part)
    clerk.sees("Written down.")
    clerk.press("Finish")
    promise = Promise.objects.latest("pk")
    assert (promise.case_id, promise.account_id) == (kept.case.pk, booking.day.account_id)
    order = deeds.lead(kept.case)
    assert order.unit == unit
    assert followed(clerk, kept)

    deeds.handle(sit, kept, order)
    deeds.give_verdict(sit, kept, agree=True)
    assert kept.case.ending == "verdict"
    assert not followed(clerk, kept)
    assert not Act.objects.filter(booking=booking, case__open=True).exists()


def followed(seat: Seat, kept: Kept) -> bool:
    """Whether it stands on the list of what is still open from receptions."""
    seat.go("/desk/receptions/ledger?tab=open")
    fine(seat)
    return "三盏" in seat.page.inner_text("main") and kept.case.open


def test_from_a_booking_to_finality_as_a_petition(sit: Sit, language: str) -> None:
    resident = sit()
    booking = book(resident, WORDS, f"1690000802{len(language)}")
    clerk, _room = sit_down(sit, booking)
    write(clerk, "heard", text=WORDS)
    kept = receipt(clerk)
    write(clerk, "petition", text=REQUEST, matter="claim6")
    clerk.sees("Written down.")
    clerk.press("Finish")
    petition = Petition.objects.get(case=kept.case)
    deeds.open_by_code(resident, kept)
    read(resident, kept, REQUEST)
    move(sit(CLERK), petition, "send", manner="assign", unit=Unit.objects.get(code=UNIT).name)
    handler = sit(HANDLER)
    move(handler, petition, "accept")
    serve(handler, petition, "acceptance")
    move(handler, petition, "decide", **OPINION)
    serve(handler, petition, "opinion")
    ask(resident, kept, "利息没有算。")
    petition.refresh_from_db()
    again = {**OPINION, "outcome": "uphold", "opinion": "维持原处理意见。"}
    del again["report"]
    move(sit("rong"), petition, "review", **again)
    serve(sit("rong"), petition, "review")
    ask(resident, kept, "利息还是没有算。")
    last = {**again, "opinion": "维持复查意见。", "help_note": "可以继续咨询。"}
    del last["remedies"]
    office = sit(CLERK)
    move(office, petition, "rereview", **last)
    serve(office, petition, "rereview")
    read(resident, kept, "维持复查意见。")
    assert (petition.state, kept.case.ending) == ("final", "final")
