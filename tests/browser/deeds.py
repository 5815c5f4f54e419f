"""What people do in a journey, one function each, as they would do it: by the words on the page. Both languages, any journey."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from sixia.cases.models import Case, Voice
from sixia.interop.models import Message
from sixia.kit.jobs import run_due
from sixia.orders.models import Order
from sixia.people.models import Post
from tests.browser.seat import Seat

SOLVED = "已派人到现场查看并修好，5月12日晚八点由本单位经办人员当面向您说明，费用由本单位承担，半年内保修。"
"""An answer with what was done, where, when and by whom."""


@dataclass(frozen=True)
class Kept:
    """What the resident takes home."""

    receipt: str
    passcode: str

    @property
    def voice(self) -> Voice:
        """The voice as it stands now."""
        return Voice.objects.select_related("case").get(receipt=self.receipt)

    @property
    def case(self) -> Case:
        """Its case as it stands now."""
        return self.voice.case


def work() -> None:
    """The worker does everything that is due."""
    while run_due(timezone.now()):
        pass


def say(seat: Seat, words: str, *, phone: str = "") -> None:
    """A resident writes it down and comes to the details."""
    seat.go("/")
    seat.write("Write what happened, where and when", words)
    seat.press("Next")
    if phone:
        seat.write("Telephone", phone)


def send(seat: Seat) -> Kept:
    """The details are sent; the receipt is read."""
    seat.press("Send")
    seat.at("/receipt/")
    return read_receipt(seat)


def read_receipt(seat: Seat) -> Kept:
    """Receipt and passcode as they stand on the sheet."""
    codes = [text.strip() for text in seat.page.locator(".figure").all_inner_texts()]
    receipt = next(text for text in codes if re.match(r"[A-Z]{2}", text))
    digits = next(text for text in codes if re.fullmatch(r"\d{3} ?\d{3}", text))
    return Kept(receipt.replace(" ", ""), digits.replace(" ", ""))


def dispatch(seat: Seat, case: Case, *, alone: bool = True) -> Order:
    """The dispatcher looks at the reasons and confirms with Enter; `alone`: without the assisting units of the duty list."""
    seat.go(f"/desk/dispatch/{case.pk}")
    if alone:
        seat.write("Assisting units", "")
        seat.page.locator("h1").first.click()
    seat.page.keyboard.press("Enter")
    seat.at("/desk/dispatch$")
    return lead(case)


def lead(case: Case) -> Order:
    """The order that leads now."""
    return Order.objects.filter(matter_kind="case", matter_id=case.pk, part=Order.LEAD, open=True).latest("pk")


def person(order: Order, role: str) -> str:
    """The sign-in name of somebody with this post in its unit."""
    return str(Post.objects.filter(unit=order.unit, role=role).order_by("pk")[0].account.username)


def accept(seat: Seat, case: Case) -> None:
    """The unit accepts."""
    seat.go(f"/desk/cases/{case.pk}")
    seat.press("Accept")
    seat.sees("Accepted. Contact the resident next.")


def contact(seat: Seat, case: Case) -> None:
    """The handler notes that the resident was reached by telephone."""
    seat.go(f"/desk/cases/{case.pk}")
    part = seat.page.locator("details:has(> .stack > form[action$='/contact'])").first
    part.locator("summary").first.click()
    part.locator("input[name$=means][value=phone]").check(force=True)
    part.locator("input[name$=reached][value=yes]").check(force=True)
    seat.press("Note the attempt", within=part)
    seat.page.wait_for_load_state()


def answer(seat: Seat, case: Case, text: str = SOLVED) -> None:
    """The handler writes the answer beside the checklist, which says what the resident would know, and it is taken."""
    try_answer(seat, case, text)
    seat.at(rf"/desk/cases/{case.pk}$")


def try_answer(seat: Seat, case: Case, text: str) -> None:
    """The answer is written and handed in."""
    seat.go(f"/desk/cases/{case.pk}/answer")
    seat.write("Words to the resident", text)
    seat.sees("Would the resident know?")
    seat.page.locator("#move form button.btn").last.click()


def approve(seat: Seat, case: Case) -> None:
    """A second person reads it and sends it."""
    seat.go(f"/desk/cases/{case.pk}/approve")
    seat.press("Approve and send")
    seat.sees("Answered. The resident is asked for the verdict.")


def handle(sit: Callable[..., Seat], kept: Kept, order: Order, text: str = SOLVED) -> None:
    """From the order that leads to the answer that a second person has sent; assisting units report first."""
    unit = sit(person(order, "handler"))
    accept(unit, kept.case)
    if not kept.voice.anonymous:
        contact(unit, kept.case)
    for other in Order.objects.filter(matter_kind="case", matter_id=kept.case.pk, part="assisting", open=True):
        assist(sit(person(other, "handler")), other)
    answer(unit, kept.case, text)
    if kept.case.state == "reviewing":
        approve(sit(person(order, "unit_head")), kept.case)
    assert kept.case.state == "answered"


def assist(seat: Seat, order: Order) -> None:
    """An assisting unit accepts and reports what it did."""
    accept(seat, Case.objects.get(pk=order.matter_id))
    seat.go(f"/desk/orders/{order.pk}/report")
    seat.write("What your unit did", "已配合现场指认位置，安排村干部看护路口。")
    seat.page.locator("#move form button.btn").last.click()
    seat.sees("Reported as done.")


def link(kept: Kept) -> str:
    """The path of the link in the last message to this resident."""
    work()
    text = Message.objects.filter(voice__receipt=kept.receipt).latest("pk").text
    found = re.search(r"https?://[^/\s]+(/v/[\w:.\-]+)", text)
    assert found, text
    return found[1]


def refuse_twice(sit: Callable[..., Seat], kept: Kept) -> None:
    """Handled twice, the second time a level up and read by a second person; each time the resident says no."""
    handle(sit, kept, dispatch(sit("he"), kept.case))
    give_verdict(sit, kept, agree=False, comment="没有变化")
    order = lead(kept.case)
    unit = sit(person(order, "handler"))
    accept(unit, kept.case)
    contact(unit, kept.case)
    answer(unit, kept.case, "已换人重新处理，5月14日晚上七点到现场复查，仍有一处待完工，经办人演示，联系电话见下。")
    approve(sit(person(order, "unit_head")), kept.case)
    give_verdict(sit, kept, agree=False, comment="还是没有办好")
    assert kept.case.state == "supervised"


def give_verdict(sit: Callable[..., Seat], kept: Kept, *, agree: bool, comment: str = "") -> Seat:
    """The resident opens the link of the last message on a telephone and answers the four questions."""
    seat = sit()
    seat.go(link(kept))
    judge(seat, agree=agree, comment=comment)
    seat.press("Give my verdict")
    seat.page.wait_for_load_state()
    return seat


def open_by_code(seat: Seat, kept: Kept) -> None:
    """Receipt and passcode are typed where one's matter is opened."""
    seat.go("/track")
    seat.write("Receipt code", kept.receipt)
    seat.write("Passcode", kept.passcode)
    seat.press("Open")
    seat.at(f"/track/{kept.receipt}")


def judge(seat: Seat, *, agree: bool, comment: str = "") -> None:
    """The four questions on the page that is open."""
    chosen = {"solved": "yes", "satisfied": "5", "decent": "yes", "agree": "yes"}
    if not agree:
        chosen = {"solved": "no", "satisfied": "2", "decent": "yes", "agree": "no"}
    for name, value in chosen.items():
        seat.tick(f"#verdict input[name$={name}][value='{value}']")
    if comment:
        seat.page.locator("#verdict [name$=comment]").fill(comment)
