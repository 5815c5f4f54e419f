"""The pages: who finds them, what they show, what their forms do, and how many queries the lists take."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sixia.fieldwork.research import actions
from sixia.fieldwork.research.models import Coding, Finding, Interview, Outing, Site, Suggestion, Topic
from sixia.fieldwork.visits import actions as visits
from sixia.kit.journal import timeline
from sixia.places.models import Place
from sixia.problems.models import Problem
from tests.fieldwork.research.making import asked, concluded, fielded, found, planned, went
from tests.town import DAY, NOW, Town

Enter = Callable[[str], Client]
LATER = NOW + timedelta(days=12)


@pytest.fixture(autouse=True)
def in_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages read one moment, here some days after the conclusion."""
    for room in ("oversight.desk.moving", "fieldwork.research.desk.register", "fieldwork.research.slots"):
        monkeypatch.setattr(f"sixia.{room}.timezone.now", lambda: LATER)


def pages_of(topic: Topic) -> list[str]:
    """Every page that belongs to a topic and what lies in it."""
    own = ("topic", "sites", "go", "interviews", "ask", "codes", "dissect", "find")
    found = [reverse(f"desk_research_{name}", args=[topic.pk]) for name in own]
    found += [reverse("desk_research_code", args=[topic.pk, row.pk]) for row in topic.codes.all()]
    found += [reverse("desk_research_dissection", args=[row.pk]) for row in topic.dissections.all()]
    for row in topic.interviews.all():
        found += [reverse(f"desk_research_{name}", args=[row.pk]) for name in ("interview", "look", "withdraw")]
    for row in topic.findings.all():
        found += [reverse(f"desk_research_{name}", args=[row.pk]) for name in ("finding", "reword", "raise", "convert")]
    for row in topic.outings.all():
        found += [reverse(f"desk_research_{name}", args=[row.pk]) for name in ("back", "result")]
    return found + [reverse("desk_research_move", args=[topic.pk, name]) for name in ("change", "begin", "conclude", "drop")]


def whole(town: Town) -> Topic:
    """A concluded topic with something of everything."""
    topic = fielded(town)
    by = town.who("handler")
    actions.suggest(topic, way="lot", level="village", count=2, by=by, now=NOW)
    actions.suggest(topic, way="need", level="village", count=2, by=by, now=NOW)
    outing = went(town, topic)
    talk = asked(town, topic, outing=outing, name="演示甲")
    code = actions.define(topic, word="等太久", meaning="超过一周", by=by, now=NOW)
    lines = list(talk.lines.all())
    actions.code(talk, given={lines[0].pk: [code.pk]}, by=by, now=NOW + 2 * DAY)
    actions.code(talk, given={lines[0].pk: [code.pk]}, by=town.who("head"), now=NOW + 2 * DAY)
    case = town.answered()
    one = actions.dissect(topic, case=case, by=by, now=NOW + 2 * DAY)
    top = actions.add_why(one, text="报修没人接", by=by, now=NOW + 2 * DAY)
    actions.add_why(one, text="电话在另一个单位", parent=top, by=by, now=NOW + 2 * DAY)
    actions.add_stop(one, who="路灯所", where="第一次来电时", how="", by=by, now=NOW + 2 * DAY)
    actions.learn(one, lesson="只认一个电话", by=by, now=NOW + 2 * DAY)
    finding = found(town, topic, interviews=(talk,), outings=(outing,), cases=(case,))
    actions.analyse(topic, by=by, now=NOW + 3 * DAY)
    actions.conclude(topic, conclusion="改为一家统管。", by=by, now=NOW + 4 * DAY)
    actions.raise_problem(finding, title="路灯三家管", by=by, now=NOW + 5 * DAY)
    actions.convert(finding, into="rule", words="统管办法", by=by, now=NOW + 5 * DAY)
    back = went(town, topic, NOW + 6 * DAY, back_to=outing)
    actions.judge(back, result="better", words="亮了两盏", by=by, now=NOW + 7 * DAY)
    return topic


def test_every_page_opens_for_the_team_and_for_nobody_elsewhere(town: Town, enter: Enter) -> None:
    topic = whole(town)
    team, other, admin = enter("handler"), enter("wester"), enter("system")
    for url in pages_of(topic):
        assert team.get(url).status_code == 200, url
        assert other.get(url).status_code == 404, url
        assert admin.get(url).status_code == 404, url
        assert Client().get(url).status_code == 302, url


def test_a_problem_leads_back_to_its_finding_and_to_the_first_words(town: Town, enter: Enter) -> None:
    topic = fielded(town)
    talk = asked(town, topic)
    finding = found(town, topic, interviews=(talk,))
    problem = actions.raise_problem(finding, title="路灯三家管", by=town.who("handler"), now=NOW + 3 * DAY)
    page = reverse("desk_problem", args=[problem.pk])
    back, words = reverse("desk_research_finding", args=[finding.pk]), reverse("desk_research_interview", args=[talk.pk])
    for name, leads in (("handler", (True, True)), ("dispatcher", (True, False))):
        shown = enter(name).get(page).content.decode()
        assert (f'href="{back}"' in shown, f'href="{words}"' in shown) == leads, name
        assert topic.title in shown


def test_who_reads_what_of_a_topic(town: Town, enter: Enter) -> None:
    topic = whole(town)
    topic_page = reverse("desk_research_topic", args=[topic.pk])
    words = reverse("desk_research_interview", args=[Interview.objects.get().pk])
    sees = {name: (enter(name).get(topic_page).status_code, enter(name).get(words).status_code) for name in (
        "head", "supervisor", "principal", "dispatcher", "easter", "wester", "callback", "auditor", "outsider"
    )}  # fmt: skip
    assert sees == {
        "head": (200, 200),
        "supervisor": (200, 200),
        "principal": (200, 200),
        "dispatcher": (200, 404),
        "easter": (404, 404),
        "wester": (404, 404),
        "callback": (200, 404),
        "auditor": (404, 404),
        "outsider": (404, 404),
    }


def test_those_who_are_visited_read_a_topic_only_once_it_is_concluded(town: Town) -> None:
    topic = fielded(town, place=town.places["990101100"])
    names = ("easter", "eastdesk", "wester", "supervisor")
    assert [name for name in names if Topic.objects.visible_to(town.who(name)).exists()] == ["supervisor"]
    went(town, topic)
    found(town, topic)
    actions.analyse(topic, by=town.who("handler"), now=NOW + 3 * DAY)
    actions.conclude(topic, conclusion="好", by=town.who("handler"), now=NOW + 3 * DAY)
    assert [name for name in names if Topic.objects.visible_to(town.who(name)).exists()] == ["easter", "eastdesk", "supervisor"]
    assert not Interview.objects.visible_to(town.who("eastdesk")).exists()


def test_a_topic_is_planned_and_its_sites_are_chosen_by_forms(town: Town, enter: Enter) -> None:
    team = enter("handler")
    plan = {
        "title": "路灯为什么修不快",
        "question": "卡在哪一环？",
        "kind": "remedy",
        "category": "lamp",
        "place": "测试县",
        "since": "2026-05-23",
        "until": "2026-08-23",
        "methods": ["walk"],
        "quota": "2",
        "members": "演示·leader",
    }
    assert team.post("/desk/research/new", {**plan, "place": "没有的村"}).status_code == 422
    assert team.post("/desk/research/new", plan).status_code == 302
    topic = Topic.objects.get()
    sites = f"/desk/research/{topic.pk}/sites"
    assert team.post(sites, {"act": "suggest", "way": "lot", "level": "village", "count": "0"}).status_code == 422
    assert team.post(sites, {"act": "suggest", "way": "lot", "level": "village", "count": "2"}).status_code == 302
    drawn = Suggestion.objects.get()
    assert drawn.seed in team.get(sites).content.decode()
    assert team.post(sites, {"act": "choose", "list": drawn.pk, "place": drawn.suggested[:1]}).status_code == 302
    assert team.post(sites, {"act": "name", "place": "东镇", "reason": ""}).status_code == 422
    assert team.post(sites, {"act": "name", "place": "东镇", "reason": "投诉最多"}).status_code == 302
    lot, named = Site.objects.order_by("pk")
    assert (lot.way, named.way) == ("lot", "hand")
    assert team.post(f"/desk/research/sites/{named.pk}/leave", {"reason": "人手不够"}).status_code == 302
    assert team.post(f"/desk/research/{topic.pk}/move/begin").status_code == 302


def test_what_the_field_brings_is_written_down_by_forms(town: Town, enter: Enter) -> None:
    team, head = enter("handler"), enter("head")
    topic = fielded(town)
    lot = topic.sites.get()
    times = {"day": "2026-05-23", "opens": "09:00", "closes": "11:00", "client": uuid4()}
    assert team.post(f"/desk/research/{topic.pk}/go", {"site": lot.pk, **times}).status_code == 302
    outing = Outing.objects.select_related("visit").get()
    visits.hold(outing.visit, by=town.who("handler"), now=outing.visit.ends_at, met=2)
    ask = {"consent": "", "group": "elder", "people": "1", "client": uuid4(), "question_1": "多久了？", "answer_1": "一个月"}
    assert team.post(f"/desk/research/{topic.pk}/interviews/new", ask).status_code == 422
    ask |= {"consent": "spoken", "outing": outing.pk}
    assert team.post(f"/desk/research/{topic.pk}/interviews/new", ask).status_code == 302
    talk = Interview.objects.get()
    assert talk.place == outing.visit.place
    assert "多久了？" in team.get(f"/desk/research/{topic.pk}/interviews/new").content.decode()
    assert team.post(f"/desk/research/{topic.pk}/codes", {"word": "等太久"}).status_code == 302
    codes = {f"line_{talk.lines.get().pk}": [topic.codes.get().pk]}
    assert team.post(f"/desk/research/interviews/{talk.pk}", codes).status_code == 302
    assert head.post(f"/desk/research/interviews/{talk.pk}", {}).status_code == 302
    assert Coding.objects.count() == 2
    finding = {"words": "三家管一盏灯", "category": "lamp", "interviews": [talk.pk], "client": uuid4()}
    assert team.post(f"/desk/research/{topic.pk}/findings/new", {**finding, "interviews": []}).status_code == 422
    assert team.post(f"/desk/research/{topic.pk}/findings/new", finding).status_code == 302
    made = Finding.objects.get()
    raising = {"title": "路灯三家管", "place": "东镇", "scale": "several", "cause": ""}
    assert team.post(f"/desk/research/findings/{made.pk}/raise", raising).status_code == 302
    assert Problem.objects.get().sources.get().ref == f"finding:{made.pk}"
    assert team.post(f"/desk/research/{topic.pk}/move/analyse").status_code == 302
    assert team.post(f"/desk/research/findings/{made.pk}/convert", {"into": "rule", "words": "办法"}).status_code == 302
    assert team.post(f"/desk/research/{topic.pk}/move/follow_up").status_code == 409
    assert team.post(f"/desk/research/{topic.pk}/move/conclude", {"conclusion": "一家统管"}).status_code == 302
    assert team.post(f"/desk/research/{topic.pk}/move/follow_up").status_code == 422


def test_a_case_is_taken_apart_on_its_page(town: Town, enter: Enter) -> None:
    topic = fielded(town)
    case = town.dispatched()
    team = enter("handler")
    assert f"#{case.pk}" in team.get(f"/desk/research/{topic.pk}/dissect").content.decode()
    assert team.post(f"/desk/research/{topic.pk}/dissect", {"case": str(case.pk)}).status_code == 302
    url = reverse("desk_research_dissection", args=[topic.dissections.get().pk])
    assert team.post(url, {"act": "why", "text": "没人接电话"}).status_code == 302
    top = topic.dissections.get().whys.get()
    assert team.post(url, {"act": "why", "text": "夜里无人", "parent": top.pk}).status_code == 302
    assert team.post(url, {"act": "why", "text": ""}).status_code == 422
    assert team.post(url, {"act": "stop", "who": "路灯所", "where": "来电时", "how": ""}).status_code == 302
    assert team.post(url, {"act": "lesson", "lesson": "一个电话"}).status_code == 302
    page = team.get(url).content.decode()
    assert page.count("<rect") == 3
    assert "夜里无人" in page
    assert team.post(url, {"act": "cut_why", "pk": top.pk}).status_code == 302
    assert team.post(url, {"act": "cut_why", "pk": top.pk}).status_code == 404
    assert team.post(url, {"act": "nonsense"}).status_code == 404
    assert enter("dispatcher").post(url, {"act": "why", "text": "我也说"}).status_code == 404


def test_a_name_is_shown_once_and_told(town: Town, enter: Enter) -> None:
    topic = fielded(town)
    talk = asked(town, topic, name="演示甲")
    team, url = enter("handler"), reverse("desk_research_look", args=[talk.pk])
    assert "演示甲" not in team.get(reverse("desk_research_interview", args=[talk.pk])).content.decode()
    assert team.post(url, {"reason": ""}).status_code == 422
    shown = team.post(url, {"reason": "回访"})
    assert "演示甲" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert timeline(topic.stream)[-1].event == "IntervieweeRead"
    assert enter("supervisor").get(url).status_code == 404


def test_the_report_is_read_from_what_was_done(town: Town, enter: Enter) -> None:
    topic = whole(town)
    made = enter("handler").post(reverse("desk_research_paper", args=[topic.pk]))
    assert made.status_code == 200
    text = ZipFile(BytesIO(made.getvalue())).read("word/document.xml").decode()
    words = (
        topic.title,
        "卡在哪一环",
        "等太久",
        "报修没人接",
        "只认一个电话",
        "三个单位",
        "统管办法",
        "亮了两盏",
        "改为一家统管",
    )
    assert [said for said in words if said not in text] == []
    assert "演示甲" not in text
    assert enter("wester").post(reverse("desk_research_paper", args=[topic.pk])).status_code == 404


def test_a_report_before_the_end_says_what_is_missing_and_why_a_site_was_suggested(town: Town, enter: Enter) -> None:
    topic = planned(town)
    made = actions.suggest(topic, way="need", level="village", count=1, by=town.who("handler"), now=NOW)
    actions.choose(topic, place=Place.objects.get(pk=made.suggested[0]), suggestion=made, by=town.who("handler"), now=NOW)
    paper = enter("handler").post(reverse("desk_research_paper", args=[topic.pk]))
    text = ZipFile(BytesIO(paper.getvalue())).read("word/document.xml").decode()
    words = ("每件在办事项1分", "还没有走访记录", "没有解剖具体事项", "还没有记下调研发现", "尚未结题", "还没有回访")
    assert [said for said in words if said not in text] == []


def test_lists_take_the_same_queries_however_long_they_are(town: Town, enter: Enter) -> None:
    topic, _outing, _finding = concluded(town)
    team = enter("handler")
    urls = ("/desk/research?tab=all", "/desk/research/findings?tab=all", f"/desk/research/{topic.pk}/interviews")
    counts = [(_queries(team, url), _queries(team, url))[1] for url in urls]
    again = fielded(town)
    for number in range(4):
        planned(town, title=f"课题{number}")
        asked(town, topic) if topic.state == "field" else asked(town, again)
        found(town, again, now=NOW + timedelta(days=3, hours=number))
    assert [_queries(team, url) for url in urls] == counts
    assert max(counts) <= 16
    assert team.get("/desk/research?tab=all&export=csv").status_code == 200
    assert team.get("/desk/research?tab=waiting&q=%E8%B7%AF%E7%81%AF&kind=remedy").status_code == 200
    assert team.get("/desk/research/findings?tab=all&into=rule").status_code == 200


def _queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked_for:
        assert client.get(url).status_code == 200
    return len(asked_for)


def test_the_start_page_and_the_visit_know_the_topic(town: Town, enter: Enter) -> None:
    topic = whole(town)
    team = enter("handler")
    assert topic.title in team.get("/desk/later").content.decode()
    outing = topic.outings.order_by("pk")[0]
    assert topic.title in team.get(reverse("desk_visit", args=[outing.visit_id])).content.decode()
    assert topic.title not in enter("ecologist").get("/desk/later").content.decode()
