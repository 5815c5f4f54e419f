"""A leader in charge from the naming to the verdict, and promises from the moment they are said to what became of them."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from sixia.interop.models import Message
from sixia.orders.models import Order
from sixia.oversight import actions as oversight
from sixia.oversight.models import Charge, Promise
from sixia.people.models import Account, Post, Unit
from tests.browser import deeds
from tests.browser.seat import Seat

Sit = Callable[..., Seat]
LAMP = "友谊社区活动室门口的路灯不亮了，老人晚上出来怕摔着，请修一下。"
WORDS = "月底前把整条巷子的路灯查一遍，查完打电话告诉您"


def test_a_leader_is_named_plans_meets_and_is_released_by_the_verdict(sit: Sit) -> None:
    kept = heard(sit, "16900007101")
    order = deeds.dispatch(sit("he"), kept.case, alone=False)
    leader = leader_over(order)

    principal = sit("qian")
    principal.go(f"/desk/charges/of/{kept.case.pk}")
    principal.field("Leader").select_option(str(leader.pk))
    principal.write("Reason, and what should be known", "反映多年，邻里都在看")
    principal.press("Name a leader in charge")
    principal.at(r"/desk/charges/\d+$")
    charge = Charge.objects.get(case=kept.case)
    assert (charge.state, charge.leader_id) == ("named", leader.pk)

    seat = sit(leader.username)
    seat.go("/desk/today")
    seat.sees("Cases I am in charge of")
    plan(seat, charge, order)
    meet(seat, charge)
    seat.go("/desk/today")
    seat.sees("What I have promised")
    seat.go("/desk/promises?tab=mine")
    seat.sees(WORDS)
    assert charge.meetings.count() == charge.steps.count() == 1

    deeds.handle(sit, kept, order)
    seat.go(f"/desk/charges/{charge.pk}")
    assert seat.page.locator(f"a[href$='/{charge.pk}/end']").count() == 0, "nothing releases the leader yet"
    deeds.give_verdict(sit, kept, agree=True)
    seat.go(f"/desk/charges/{charge.pk}/end")
    seat.write("How it was solved or brought to rest", "灯已亮，本人满意")
    seat.press("End the charge")
    seat.sees("Ended. The file stays to be read.")
    charge.refresh_from_db()
    assert (charge.state, charge.way) == ("ended", "verdict")


def test_a_promise_in_an_answer_is_reminded_of_and_confirmed_by_the_resident(sit: Sit) -> None:
    kept = heard(sit, "16900007102")
    order = deeds.dispatch(sit("he"), kept.case, alone=False)
    unit = sit(deeds.person(order, "handler"))
    deeds.accept(unit, kept.case)
    deeds.contact(unit, kept.case)
    for other in Order.objects.filter(matter_kind="case", matter_id=kept.case.pk, part="assisting", open=True):
        deeds.assist(sit(deeds.person(other, "handler")), other)
    unit.go(f"/desk/cases/{kept.case.pk}/answer")
    unit.write("Words to the resident", deeds.SOLVED)
    unit.page.locator("summary", has_text=unit.t("Was something promised?")).click()
    unit.write("What was promised, in the words that were said", WORDS)
    unit.write("By which day", day(20))
    unit.page.locator("#move form button.btn").last.click()
    unit.at(rf"/desk/cases/{kept.case.pk}$")
    if kept.case.state == "reviewing":
        assert not Promise.objects.filter(case=kept.case).exists(), "nothing is promised before the answer is sent"
        deeds.approve(sit(deeds.person(order, "unit_head")), kept.case)
        deeds.work()
    promise = Promise.objects.get(case=kept.case)
    assert (promise.where, promise.voice_id, promise.state) == ("answer", kept.voice.pk, "given")

    oversight.remind(promise, late=False, now=timezone.now())  # as the clock does when most of the time has passed
    deeds.work()
    sent = Message.objects.filter(account=promise.account_id, way="mail")
    assert any(f"/desk/promises/{promise.pk}" in message.text for message in sent)
    unit.go(f"/desk/promises/{promise.pk}")
    unit.follow("Say that it is done")
    unit.write("How anybody can see it", "全巷十二盏灯逐一查过，照片在案")
    unit.press("Say that it is done")
    unit.sees("Written down. Now the residents say whether it was kept.")

    resident = sit()
    resident.go(deeds.link(kept))
    resident.sees(WORDS)
    resident.sees("What was promised to you")
    resident.follow("Was it kept?")
    resident.press("Yes, the promise was kept")
    resident.sees("Thank you. What you said stays beside the promise.")
    promise.refresh_from_db()
    assert (promise.state, promise.on_time) == ("kept", True)


def test_a_broken_promise_stays_on_the_board_when_it_is_made_good(sit: Sit) -> None:
    unit = Unit.objects.get(code="water_supply")
    words = f"月底前更换南湾村的进户水管{Promise.objects.count()}"
    seat = sit(holder(unit, "handler"))
    seat.go("/desk/promises/new")
    seat.write("What was promised, in the words that were said", words)
    seat.write("By which day", day(5))
    seat.write("To the people of this place", "南湾村")
    seat.press("Write it down")
    seat.sees("Written down. It stays to be read until somebody says that it was kept.")
    promise = Promise.objects.get(words=words)
    head = sit(holder(unit, "unit_head"))
    head.go(f"/desk/promises/{promise.pk}/publish")
    head.press("Put it on the public board")
    head.sees("It stands on the public board.")

    at = timezone.now() - timedelta(days=9)
    Promise.objects.filter(pk=promise.pk).update(given_at=at - timedelta(days=5), due_at=at, due_on=at, first_due_on=at)
    overseer = sit("zheng")
    overseer.go(f"/desk/promises/{promise.pk}")
    overseer.follow("The promise was not kept")
    overseer.press("The promise was not kept")
    overseer.sees("Broken. It stays to be read.")
    resident = sit()
    resident.go("/promises?tab=broken")
    resident.sees(words)

    overseer.follow("It was made good later")
    overseer.press("It was made good later")
    overseer.sees("Written down. The promise stays broken, and made good later.")
    resident.go("/promises?tab=broken")
    resident.sees(words)
    resident.sees("made good later")
    promise.refresh_from_db()
    assert (promise.state, promise.made_good_at is not None) == ("broken", True)


def heard(sit: Sit, phone: str) -> deeds.Kept:
    """A resident has said it."""
    seat = sit()
    deeds.say(seat, LAMP, phone=phone)
    return deeds.send(seat)


def plan(seat: Seat, charge: Charge, order: Order) -> None:
    """The leader puts a step into the plan."""
    seat.go(f"/desk/charges/{charge.pk}/plan")
    seat.field("Duty").select_option("solve")
    seat.write("What is to be done", "请供电和社区一起到场定方案")
    seat.write("Unit", order.unit.name)
    seat.write("Due by", day(10))
    seat.press("Add a step to the plan")
    seat.sees("The step is in the plan.")


def meet(seat: Seat, charge: Charge) -> None:
    """The leader writes a meeting down, and what was promised there."""
    seat.go(f"/desk/charges/{charge.pk}/meet")
    seat.write("Place", "社区会议室")
    seat.write("Who was there", "包案领导、本人")
    seat.write("What was said", "想知道哪天能亮")
    seat.write("What was reached", "同意先修这一盏")
    seat.write("What did you promise?", WORDS)
    seat.write("By which day", day(20))
    seat.press("I met the person")
    seat.sees("Written down. The next meeting is due as the rules say.")
    seat.sees(WORDS)


def leader_over(order: Order) -> Account:
    """The leader of the line to which the unit belongs, else the head of the county."""
    found = Post.objects.held(timezone.now()).filter(role="leader", unit=order.unit.parent).order_by("pk").first()
    return found.account if found else Account.objects.get(username="qian")


def holder(unit: Unit, role: str) -> str:
    """The first who holds this post there."""
    return str(Post.objects.filter(unit=unit, role=role).order_by("pk")[0].account.username)


def day(ahead: int) -> str:
    """A day so many days ahead, as a date field takes it."""
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()
