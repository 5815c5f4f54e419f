"""Concerns that others write down: a clerk at the telephone and at the counter, a grid worker at the door, another system."""

from collections.abc import Callable

from sixia.people.models import Post, Unit
from tests.browser import deeds
from tests.browser.deeds import Kept
from tests.browser.seat import Seat

Sit = Callable[..., Seat]


def called_back(sit: Sit, kept: Kept, *, channel: str, agree: bool = True) -> None:
    """The call-back clerk reads the four questions and keeps what was said."""
    clerk = sit("fang")
    clerk.go(f"/desk/callback/{kept.voice.pk}")
    clerk.sees("The resident’s verdict, word for word")
    deeds.judge(clerk, agree=agree)
    clerk.tick(f"#verdict input[name$=channel][value={channel}]")
    clerk.press("Keep the verdict")
    clerk.page.wait_for_load_state()


def test_a_call_goes_from_a_refusal_by_the_arbiter_to_the_right_unit_and_ends_by_telephone(sit: Sit) -> None:
    clerk = sit("zhou")
    clerk.go("/desk/hear")
    keys = clerk.page.keyboard
    keys.type("16900004444")
    keys.press("Alt+t")
    keys.type("南湾村自来水浑浊发黄，已经三天了，不敢喝。")
    clerk.page.locator("#assist .card").first.wait_for()
    keys.press("Control+Enter")
    clerk.sees("Kept. Read this aloud, slowly")
    kept = deeds.read_receipt(clerk)

    dispatcher = sit("he")
    order = deeds.dispatch(dispatcher, kept.case)
    other = Unit.objects.get(code="health" if order.unit.code != "health" else "water")
    unit = sit(deeds.person(order, "handler"))
    unit.go(f"/desk/orders/{order.pk}/refuse")
    unit.write("Which unit should own it", other.name)
    unit.write("Why it is not yours: rule, duty list or facts", "水质监测不在本单位职责清单之内")
    unit.press("Refuse")
    unit.at("/desk/")
    dispatcher.go("/desk/arbitrate")
    dispatcher.page.locator(".rowlink", has_text=kept.case.title[:8]).first.click()
    dispatcher.go(f"/desk/orders/{order.pk}/grant")
    assert dispatcher.page.locator("#id_to").input_value() in (other.name, other.name_en)
    dispatcher.write("Reason", "职责清单写明由其监测")
    dispatcher.page.locator("#move form button.btn").last.click()
    dispatcher.sees("The other unit has the order.")

    order = deeds.lead(kept.case)
    assert order.unit_id == other.pk
    deeds.handle(sit, kept, order)
    called_back(sit, kept, channel="phone")
    assert (kept.voice.state, kept.case.ending) == ("agreed", "verdict")


def test_a_letter_is_written_down_with_consent_and_ends_by_a_verdict_on_paper(sit: Sit) -> None:
    clerk = sit("lin")
    clerk.go("/desk/hear")
    clerk.page.keyboard.press("Alt+3")
    assert clerk.page.locator("input[name=channel]:checked").get_attribute("value") == "letter"
    clerk.write("In the resident’s words", "友谊社区3号楼门口的路灯坏了半个月，我不会写字，请邻居代写。")
    clerk.page.get_by_text(clerk.t("Secret, minor, on behalf, post"), exact=True).click()
    clerk.tick("#id_behalf")
    clerk.press("Keep it and give the receipt")
    clerk.sees("Note how the person agreed that you write for them.")
    clerk.expected("422")
    clerk.write("How they agreed", "在窗口当面念给本人听，点头同意")
    clerk.press("Keep it and give the receipt")
    kept = deeds.read_receipt(clerk)
    assert (kept.voice.channel, bool(kept.voice.helper_id), bool(kept.voice.consent)) == ("letter", True, True)
    deeds.handle(sit, kept, deeds.dispatch(sit("he"), kept.case))
    called_back(sit, kept, channel="letter")
    assert kept.case.state == "closed"


def test_a_grid_worker_writes_at_the_door_and_sees_no_passcode_again(sit: Sit) -> None:
    worker = sit(grid_worker(), size={"width": 390, "height": 844})
    worker.go("/desk/help-someone")
    worker.write("Their words", "家里老人八十岁，想问高龄补贴怎么领，腿脚不便。")
    worker.write("How did they agree that you write for them?", "在家里念给她听，她说对")
    worker.press("Send")
    worker.at("/help-someone/SX")
    kept = deeds.read_receipt(worker)
    assert kept.voice.channel == "visit"
    assert kept.voice.helper.username == worker.name
    worker.go(f"/desk/help-someone/{kept.receipt}")
    assert kept.passcode[:3] not in "".join(worker.page.locator(".figure").all_inner_texts()[1:])


def test_another_system_hands_in_and_reads_that_it_is_closed(sit: Sit) -> None:
    admin = sit("xi")
    admin.go("/desk/keys/new/")
    admin.page.locator("#id_name").fill(f"city-app-{admin.language[:2]}")
    admin.page.locator("main form button.btn").last.click()
    key = admin.page.locator("code").first.inner_text().strip()
    asked = admin.page.request
    codes = asked.get("/open311/v2/services.json?jurisdiction_id=").json()
    service = next(one["service_code"] for one in codes if one["service_code"] == "street_light")
    words = {"description": "东风社区路灯坏了，请修理。", "address_string": "东风社区", "phone": "16900005555"}
    form = {"api_key": key, "service_code": service, **words}
    made = asked.post("/open311/v2/requests.json", form=form)
    assert made.ok, made.text()
    number = made.json()[0]["service_request_id"]
    kept = Kept(number, "")

    def status() -> str:
        return str(asked.get(f"/open311/v2/requests/{number}.json").json()[0]["status"])

    assert (kept.voice.channel, status()) == ("api", "open")
    refused = asked.post("/open311/v2/requests.json", form={**form, "api_key": "not-a-key"})
    assert refused.status == 403
    deeds.handle(sit, kept, deeds.dispatch(sit("he"), kept.case))
    assert status() == "open", "an answer closes nothing"
    called_back(sit, kept, channel="phone")
    assert status() == "closed"


def grid_worker() -> str:
    """The first grid worker."""
    return str(Post.objects.filter(role="grid_worker").order_by("pk")[0].account.username)
