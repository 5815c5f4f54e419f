"""The pages of this room: each journey of a clerk and of a resident, refusals at the form, and what each list costs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from sixia.cases.models import Voice
from sixia.fieldwork.outreach import actions
from sixia.fieldwork.outreach.actions import NewCount
from sixia.fieldwork.outreach.models import Check, Doubt, Question, Session, Tally, Version
from tests.fieldwork.outreach.making import asked, drafted, held, new_session, planned, published
from tests.town import NOW, Town

Enter = Callable[[str], Client]
pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def typed(**given: Any) -> dict[str, Any]:
    base = {
        "title": "高龄津贴办法",
        "valid_from": "2026-05-01",
        "summary": "满八十岁的老人，每月有津贴。",
        "answers": "怎么申请？\n到村委会填表。",
        "items": "到哪里申请？\n*村委会\n医院",
        "audience": ["old"],
        "client": str(uuid4()),
    }
    return {**base, **given}


def test_a_policy_from_the_desk_to_the_resident(town: Town, enter: Enter) -> None:
    desk, resident = enter("handler"), enter("")
    answer = desk.post("/desk/policies/new", typed())
    version = Version.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/policies/{version.policy_id}")
    assert resident.get(f"/policies/{version.policy_id}").status_code == 404
    assert "公布" in desk.get(f"/desk/policies/{version.policy_id}").content.decode()
    assert desk.post(f"/desk/versions/{version.pk}/publish").status_code == 302
    page = resident.get(f"/policies/{version.policy_id}").content.decode()
    assert "满八十岁的老人，每月有津贴。" in page
    assert "到村委会填表。" in page
    assert "高龄津贴办法" in resident.get("/policies?q=八十岁").content.decode()
    assert "高龄津贴办法" not in resident.get("/policies?q=摩托车").content.decode()
    assert "高龄津贴办法" in resident.get("/policies?group=old").content.decode()
    assert "高龄津贴办法" not in resident.get("/policies?group=student").content.decode()


def test_a_new_version_and_the_old_one(town: Town, enter: Enter) -> None:
    version, desk = published(town), enter("handler")
    answer = desk.post(f"/desk/policies/{version.policy_id}/anew")
    draft = Version.objects.get(number=2)
    assert answer["Location"] == f"/desk/versions/{draft.pk}/write"
    desk.post(answer["Location"], typed(title="农村危房改造补助办法（修订）"))
    desk.post(f"/desk/versions/{draft.pk}/publish")
    assert "（修订）" in enter("").get(f"/policies/{version.policy_id}").content.decode()
    assert "以前的版本" in enter("").get(f"/policies/{version.policy_id}/1").content.decode()
    desk.post(f"/desk/versions/{draft.pk}/withdraw", {"reason": "省里出了新规定。"})
    assert "省里出了新规定。" in enter("").get(f"/policies/{version.policy_id}").content.decode()


def test_what_was_typed_stays_and_the_fault_is_named(town: Town, enter: Enter) -> None:
    answer = enter("handler").post("/desk/policies/new", typed(items="到哪里申请？\n村委会\n医院", answers="怎么申请？"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第1段只有问题，下面没有答案。" in page
    assert "第1段要有且只有一个正确答案" in page
    assert "满八十岁的老人" in page


def test_a_draft_that_lacks_words_is_refused_at_its_button(town: Town, enter: Enter) -> None:
    version = drafted(town, summary="")
    answer = enter("handler").post(f"/desk/versions/{version.pk}/publish")
    assert answer.status_code == 422
    assert "请先写明白话" in answer.content.decode()


def session_form(town: Town, version: Version, **given: Any) -> dict[str, Any]:
    base = {
        "form": "courtyard",
        "title": "危房改造怎么申请",
        "policies": [version.pk],
        "groups": ["old"],
        "place": "东一村",
        "day": "2026-05-11",
        "opens": "09:00",
        "closes": "11:00",
        "announced": "on",
        "client": str(uuid4()),
    }
    return {**base, **given}


def test_a_session_from_the_plan_to_its_numbers(town: Town, enter: Enter) -> None:
    version, desk = published(town), enter("easter")
    answer = desk.post("/desk/outreach/new", session_form(town, version))
    session = Session.objects.select_related("visit").get()
    assert answer["Location"] == f"/desk/outreach/{session.pk}"
    assert (session.visit.led_by, session.visit.unit) == (town.accounts["easter"], town.units["east"])
    assert "危房改造怎么申请" in enter("").get("/talks").content.decode()
    name = str(uuid4())
    asked_there = {"text": "补助什么时候发？", "answer": "验收以后。", "policy": version.policy_id, "client": name}
    for _time in range(2):
        assert desk.post(answer["Location"], asked_there).status_code == 302
    assert Question.objects.count() == 1
    receipt = desk.post(answer["Location"], {"text": "我家算不算危房？", "client": str(uuid4())}).content.decode()
    assert Voice.objects.get().receipt in receipt
    assert desk.post(f"{answer['Location']}/hold", {"audience": 32}).status_code == 302
    counts = {"moment": "after", "way": "paper", "people": 20, "asked_1": 20, "right_1": 18, "asked_2": 19, "right_2": 12}
    assert desk.post(f"{answer['Location']}/count/{version.policy_id}", {**counts, "client": str(uuid4())}).status_code == 302
    page = desk.get(answer["Location"]).content.decode()
    assert "20人中18人，90%（69%到98%）" in page
    assert "19人中12人（可能在" in page


def test_a_study_session_without_purpose_is_refused_beside_its_field(town: Town, enter: Enter) -> None:
    form = session_form(town, published(town), form="study")
    answer = enter("easter").post("/desk/outreach/new", form)
    assert answer.status_code == 422
    assert "服务于哪件事项、哪次走访或哪条制度" in answer.content.decode()
    assert enter("easter").post("/desk/outreach/new", {**form, "rule": "信访工作条例"}).status_code == 302


def test_wrong_counts_are_named(town: Town, enter: Enter) -> None:
    version = published(town)
    session = held(town, version.policy)
    form = {"moment": "after", "way": "hands", "people": 5, "asked_1": 5, "right_1": 6, "asked_2": 5, "right_2": 5}
    answer = enter("easter").post(f"/desk/outreach/{session.pk}/count/{version.policy_id}", {**form, "client": str(uuid4())})
    assert answer.status_code == 422
    assert "第1题：答对的不能多于作答的" in answer.content.decode()


def test_a_check_by_code_once_for_each_browser(town: Town, enter: Enter) -> None:
    version = published(town)
    session, desk = held(town, version.policy), enter("easter")
    answer = desk.post(f"/desk/outreach/{session.pk}/link/{version.policy_id}", {"moment": "after"})
    check = Check.objects.get()
    assert check.code is not None
    assert check.code in desk.get(answer["Location"]).content.decode()
    phone = enter("")
    assert phone.post("/check", {"code": check.code.lower()})["Location"] == f"/check/{check.code}"
    assert phone.post("/check", {"code": "222222"}).status_code == 422
    assert phone.post(f"/check/{check.code}", {}).status_code == 422
    told = phone.post(f"/check/{check.code}", {"item_0": "0", "item_1": "0"}).content.decode()
    assert "答对了。" in told
    assert "二十个工作日" in told
    again = phone.post(f"/check/{check.code}", {"item_0": "0"}).content.decode()
    assert "谢谢您" in again
    assert list(Tally.objects.order_by("item").values_list("asked", "right")) == [(1, 1), (1, 0)]
    assert desk.post(answer["Location"]).status_code == 302
    assert "已经结束作答" in enter("").get(f"/check/{check.code}").content.decode()
    assert enter("").get("/check/ZZZZZZ").status_code == 404


def test_before_the_talk_nobody_is_told_the_answers(town: Town, enter: Enter) -> None:
    version = published(town)
    session = held(town, version.policy)
    check = actions.open_link(session, policy=version.policy, moment="before", by=town.who("easter"), now=NOW)
    told = enter("").post(f"/check/{check.code}", {"item_1": "0"}).content.decode()
    assert "答案在宣讲里会讲到" in told
    assert "二十个工作日" not in told


def test_a_person_decides_about_like_questions(town: Town, enter: Enter) -> None:
    version = published(town)
    session = held(town, version.policy)
    keys = [
        asked(town, session, text, version.policy, answer="验收以后。").question.pk
        for text in ("补助什么时候发？", "补助啥时候发啊", "请问补助什么时候发到账")
    ]
    desk, url = enter("handler"), f"/desk/policies/{version.policy_id}"
    assert "系统提示：同样的问题问得多" in desk.get(url).content.decode()
    posted = {"questions": ",".join(map(str, keys))}
    desk.post(f"{url}/asked", {**posted, "dismiss": "", "reason": ""})
    assert not Doubt.objects.exists()
    desk.post(f"{url}/asked", {**posted, "confirm": ""})
    doubt = Doubt.objects.get()
    assert "待改写" in desk.get(url).content.decode()
    assert "群众看不明白" in desk.get("/desk/policies?tab=unclear").content.decode()
    desk.post(f"/desk/doubts/{doubt.pk}/settle", {"reply": "补了一条问答。"})
    assert "补了一条问答。" in desk.get(url).content.decode()


def test_the_clerk_is_offered_answers_of_policies(town: Town, enter: Enter) -> None:
    published(town)
    page = (
        enter("clerk").post("/desk/hear/assist", {"text": "我想问一下危房改造补助怎么申请", "kind": "inquiry"}).content.decode()
    )
    assert "带身份证到村委会填表。" in page
    assert "带身份证" not in enter("clerk").post("/desk/hear/assist", {"text": "路灯坏了"}).content.decode()


def test_coverage_by_village_and_group(town: Town, enter: Enter) -> None:
    version, supervisor = published(town), enter("supervisor")
    session = held(town, version.policy)
    new = NewCount(moment="after", way="hands", people=10, counts=((10, 9), (10, 9)))
    actions.count(session, policy=version.policy, new=new, by=town.who("easter"), now=NOW)
    page = supervisor.get(f"/desk/outreach/coverage?policy={version.policy_id}").content.decode()
    assert "听懂了" in page
    assert "从未讲到" in page
    never = supervisor.get("/desk/outreach/coverage?tab=never&export=csv")
    rows = b"".join(never.streaming_content).decode("utf-8-sig")
    assert "东一村" not in rows
    assert "西一村" in rows


@pytest.mark.parametrize("name", ["wester", "outsider", "system"])
def test_strangers_find_nothing(town: Town, enter: Enter, name: str) -> None:
    version = drafted(town)
    session = planned(town, published(town).policy, announced=False)
    client = enter(name)
    for url in (f"/desk/policies/{version.policy_id}", f"/desk/versions/{version.pk}/write", f"/desk/outreach/{session.pk}"):
        assert client.get(url).status_code == 404


def test_whoever_only_reads_writes_nothing(town: Town, enter: Enter) -> None:
    version = published(town)
    session = held(town, version.policy)
    reader = enter("supervisor")
    assert reader.get(f"/desk/outreach/{session.pk}").status_code == 200
    assert reader.get(f"/desk/outreach/{session.pk}/hold").status_code == 404
    assert reader.get(f"/desk/outreach/{session.pk}/count/{version.policy_id}").status_code == 404
    assert reader.post(f"/desk/outreach/{session.pk}", {"text": "x", "client": str(uuid4())}).status_code == 404
    assert enter("easter").get(f"/desk/versions/{version.pk}/write").status_code == 404


def test_residents_see_no_study_groups_and_no_unannounced_sessions(town: Town, enter: Enter) -> None:
    policy = published(town).policy
    later = NOW + timedelta(days=3)
    when = {"starts_at": later, "ends_at": later + timedelta(hours=1)}
    planned(town, policy, title="学习会一场", form="study", rule="某条制度", **when)
    planned(town, policy, title="不打招呼的一场", announced=False, **when)
    planned(town, policy, title="院坝会一场", **when)
    page = enter("").get("/talks").content.decode()
    assert [words in page for words in ("院坝会一场", "学习会一场", "不打招呼的一场")] == [True, False, False]


@pytest.mark.parametrize(
    ("url", "who", "most"),
    [
        ("/policies", "", 6),
        ("/talks?tab=past", "", 8),
        ("/desk/policies", "supervisor", 16),
        ("/desk/outreach?tab=all", "supervisor", 20),
        ("/desk/outreach/questions", "supervisor", 18),
        ("/desk/outreach/coverage", "supervisor", 22),
    ],
)
def test_lists_cost_the_same_however_long(
    town: Town, enter: Enter, django_assert_max_num_queries: Any, url: str, who: str, most: int
) -> None:
    for number in range(4):
        version = published(town, title=f"办法{number}")
        session = held(town, version.policy)
        asked(town, session, f"问题{number}怎么办？", version.policy, answer="这样办。")
    client = enter(who)
    client.get(url)
    with django_assert_max_num_queries(most):
        assert client.get(url).status_code == 200


def test_the_start_page_and_the_visit_know_of_the_session(town: Town, enter: Enter) -> None:
    version = published(town)
    later = NOW + timedelta(days=1)
    new = new_session(town, version.policy, starts_at=later, ends_at=later + timedelta(hours=1))
    session = actions.plan(new, by=town.who("easter"), now=NOW)
    assert "我的宣讲" in enter("easter").get("/desk/later").content.decode()
    assert "院坝会" in enter("easter").get(f"/desk/visits/{session.visit_id}").content.decode()
