"""The pages of this room: who finds what there, forms that keep what was typed, and a fixed number of queries."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sixia.oversight import actions
from sixia.oversight.models import Charge, Meeting, Promise, Step
from tests.browsing import opens
from tests.oversight.conftest import Enter
from tests.oversight.making import AFTER, WATER, fresh, named, placed, promised, proposed
from tests.town import DAY, HOUR, NOW, Town

LATER = NOW + 2 * DAY


@pytest.fixture(autouse=True)
def at_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody looks two days on."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def opened(town: Town, row: Promise) -> tuple[Client, str]:
    """The browser of the resident to whom it was promised, and the address of the question."""
    assert row.case is not None
    voice, client = town.voice(row.case), Client()
    opens(client, voice)
    return client, f"/track/{voice.receipt}/promises/{row.pk}"


def body(answer: Any) -> str:
    return str(answer.content.decode())


def test_one_line_on_the_case_page_writes_a_promise_down(town: Town, enter: Enter) -> None:
    case, handler = town.accepted(), enter("handler")
    address = f"/desk/promises/in/{case.pk}"
    assert address in body(handler.get(f"/desk/cases/{case.pk}"))
    line = {"words": WATER, "due_on": "2026-05-31", "where": "contact"}
    answer = handler.post(address, {**line, "due_on": "2026-05-01"})
    assert (answer.status_code, WATER in body(answer)) == (422, True)
    answer = handler.post(address, {**line, "next": f"/desk/cases/{case.pk}"})
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/cases/{case.pk}")
    row = Promise.objects.get()
    assert (row.words, row.to, row.voice) == (WATER, "voice", town.voice(case))
    assert WATER in body(handler.get(f"/desk/promises/of/{case.pk}"))


def test_without_a_case_to_a_place(town: Town, enter: Enter) -> None:
    given = {"words": WATER, "due_on": "2026-05-31", "where": "onsite", "unit": "县住建局", "place": "东一村"}
    assert enter("handler").get("/desk/promises/new").status_code == 200
    assert enter("handler").post("/desk/promises/new", given).status_code == 302
    assert Promise.objects.get().place == town.places["990101100001"]


def test_moves_are_offered_by_role_and_made_on_their_page(town: Town, enter: Enter) -> None:
    row = promised(town)
    page = body(enter("handler").get(f"/desk/promises/{row.pk}"))
    assert f"/desk/promises/{row.pk}/claim" in page
    assert f"/desk/promises/{row.pk}/confirm" not in page
    handler = enter("handler")
    assert handler.get(f"/desk/promises/{row.pk}/confirm").status_code == 404
    answer = handler.post(f"/desk/promises/{row.pk}/claim", {"done_on": "2026-05-13", "evidence": ""})
    assert answer.status_code == 422
    assert handler.post(f"/desk/promises/{row.pk}/claim", {"done_on": "2026-05-13", "evidence": "照片"}).status_code == 302
    assert enter("callback").post(f"/desk/promises/{row.pk}/confirm", {"note": ""}).status_code == 302
    assert fresh(row).state == "kept"


def test_the_resident_sees_it_on_their_page_and_says_whether_it_was_kept(town: Town) -> None:
    row = promised(town)
    client, address = opened(town, row)
    page = body(client.get(address.partition("/promises")[0]))
    assert WATER in page
    assert address in page
    assert client.get(address).status_code == 200
    assert client.post(address, {"note": "没通"}).status_code == 422
    assert client.post(address, {"kept": "yes", "note": "通了"}).status_code == 302
    assert fresh(row).state == "kept"
    other, _address = opened(town, promised(town, town.accepted(phone="13800000002")))
    assert other.get(address).status_code == 404
    assert Client().get(address).status_code == 404


def test_the_public_board_shows_nothing_personal_and_keeps_what_was_broken(town: Town) -> None:
    inside, outside = promised(town), placed(town, words="修好村口的桥")
    secret = placed(town, words="照顾演示乙一家")
    for row in (outside, secret):
        actions.publish(row, by=town.who("head"), now=NOW + HOUR * 4)
    actions.hide(secret, reason="提到人", by=town.who("supervisor"), now=NOW + HOUR * 5)
    actions.say(outside, kept=False, by=town.who("supervisor"), now=AFTER)
    page = body(Client().get("/promises"))
    assert outside.words in page
    assert fresh(outside).state_label in page
    for hidden in (inside.words, secret.words, "演示甲", "演示·handler", "13800000001"):
        assert hidden not in page
    assert secret.words not in body(Client().get("/promises?q=演示乙"))
    assert outside.words not in body(Client().get("/promises?tab=kept"))
    assert secret.words not in Client().get("/promises?export=csv").getvalue().decode()


def test_a_case_sealed_later_takes_its_promises_off_the_board(town: Town) -> None:
    row = promised(town)
    actions.publish(row, by=town.who("supervisor"), now=NOW + HOUR * 4)
    assert WATER in body(Client().get("/promises"))
    row.case.restricted = True  # type: ignore[union-attr] # it has one
    row.case.save()  # type: ignore[union-attr] # it has one
    assert WATER not in body(Client().get("/promises"))


def test_the_principal_names_a_leader_from_the_case_page(town: Town, enter: Enter) -> None:
    case = town.accepted()
    principal, deputy = enter("principal"), town.accounts["deputy"]
    assert f"/desk/charges/of/{case.pk}" in body(principal.get(f"/desk/charges/beside/{case.pk}"))
    given = {"leader": deputy.pk, "until": "2026-08-01", "note": ""}
    assert principal.post(f"/desk/charges/of/{case.pk}", given).status_code == 422
    assert not Charge.objects.exists()
    assert principal.post(f"/desk/charges/of/{case.pk}", {**given, "note": "三年没办完"}).status_code == 302
    assert (Charge.objects.get().state, Charge.objects.get().leader) == ("named", deputy)
    assert enter("handler").get(f"/desk/charges/of/{case.pk}").status_code == 404


def test_a_proposal_is_named_or_declined_by_the_principal(town: Town, enter: Enter) -> None:
    case = town.accepted()
    assert enter("supervisor").post(f"/desk/charges/of/{case.pk}", {"note": "久拖"}).status_code == 302
    charge = Charge.objects.get()
    assert enter("supervisor").get(f"/desk/charges/{charge.pk}/name").status_code == 404
    page = f"/desk/charges/{charge.pk}/name"
    assert "演示·副县长" in body(enter("principal").get(page))
    answer = enter("principal").post(page, {"leader": town.accounts["deputy"].pk, "until": "2026-08-01"})
    assert answer.status_code == 302
    assert fresh(charge).state == "named"


def test_plan_meeting_and_promise_in_the_file(town: Town, enter: Enter) -> None:
    charge, deputy = named(town), enter("deputy")
    home = f"/desk/charges/{charge.pk}"
    step = {"duty": "solve", "text": "换线缆", "unit": "县住建局", "due_on": "2026-06-01"}
    assert deputy.post(f"{home}/plan", step).status_code == 302
    row = Step.objects.get()
    change = {"step": row.pk, "text": "换线缆和灯头", "unit": "县住建局", "due_on": "2026-06-05"}
    assert deputy.post(f"{home}/change", change).status_code == 302
    new = Step.objects.get(replaces=row)
    assert deputy.post(f"{home}/done", {"step": row.pk, "done_on": "2026-05-13", "note": "亮了"}).status_code == 422
    assert deputy.post(f"{home}/done", {"step": new.pk, "done_on": "2026-05-13", "note": "亮了"}).status_code == 302
    meeting = {"day": "2026-05-12", "place": "村委会", "present": "本人", "said": "想早点修", "reached": "同意方案"}
    assert deputy.post(f"{home}/meet", {**meeting, "words": "下月初亮灯"}).status_code == 422
    assert deputy.post(f"{home}/meet", {**meeting, "words": "下月初亮灯", "due_on": "2026-06-05"}).status_code == 302
    assert (Promise.objects.get().where, Promise.objects.get().link_id) == ("meeting", Meeting.objects.get().pk)
    page = body(deputy.get(home))
    for words in ("换线缆和灯头", "亮了", "想早点修", "下月初亮灯", "副县长"):
        assert words in page
    assert enter("handler").post(f"{home}/plan", step).status_code == 404


def test_the_start_page_shows_what_one_has_promised_and_leads(town: Town, enter: Enter) -> None:
    charge = named(town)
    promised(town, charge.case, by="deputy", unit=town.units["county"], words="六月前亮灯")
    page = body(enter("deputy").get("/desk/"))
    assert "六月前亮灯" in page
    assert charge.case.title in page
    assert "六月前亮灯" not in body(enter("clerk").get("/desk/"))


def waiting(client: Client) -> int | None:
    """The number beside “Cases that need a leader” on the start page; None where it is not shown."""
    found = re.search(r'href="/desk/charges/proposals"[^>]*>.*?(\d+)\s*</', body(client.get("/desk/")), re.DOTALL)
    return int(found.group(1)) if found else None


def test_marking_and_the_list_of_proposals(town: Town, enter: Enter) -> None:
    case, supervisor = town.accepted(), enter("supervisor")
    assert case.title not in body(supervisor.get("/desk/charges/proposals"))
    assert supervisor.post(f"/desk/charges/of/{case.pk}/important", {"reason": "学校门口"}).status_code == 302
    assert f"/desk/charges/of/{case.pk}" in body(supervisor.get("/desk/charges/proposals"))
    assert waiting(supervisor) == waiting(enter("principal")) == 1, "whoever opens the start page reads that it waits"
    assert waiting(enter("handler")) is None
    assert enter("handler").get("/desk/charges/proposals").status_code == 404


def test_lists_need_a_fixed_number_of_queries(town: Town, enter: Enter, django_assert_max_num_queries: Any) -> None:
    for number in range(4):
        case = town.accepted(phone=f"1380000000{number}")
        promised(town, case)
        named(town, case)
        waiting = town.accepted(phone=f"1390000000{number}")
        actions.mark(waiting, important=True, reason="要紧", by=town.who("supervisor"), now=NOW)
    principal = enter("principal")
    pages = ("promises", "charges", "charges/proposals", "charges/old", f"charges/{Charge.objects.all()[0].pk}")
    for page in pages:
        principal.get(f"/desk/{page}")
        with django_assert_max_num_queries(27):
            assert principal.get(f"/desk/{page}").status_code == 200
    with django_assert_max_num_queries(8):
        Client().get("/promises")


def test_exports_and_tabs(town: Town, enter: Enter) -> None:
    promised(town)
    proposed(town, town.accepted(phone="13800000002"))
    principal = enter("principal")
    for page in ("promises", "charges", "charges/proposals", "charges/old"):
        assert principal.get(f"/desk/{page}?export=csv").status_code == 200
        for tab in ("all", "late", "mine", "open", "unmet", "vacant", "alone", "verdict"):
            assert principal.get(f"/desk/{page}?tab={tab}").status_code == 200
    assert date(2026, 5, 31).isoformat() in principal.get("/desk/promises?export=csv").getvalue().decode()
