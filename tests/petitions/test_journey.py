"""The whole legal way, from a letter to finality, with every notice, clock and what the resident can do against it."""

from datetime import timedelta

from sixia.cases.models import Answer
from sixia.kit.jobs import WIRING
from sixia.orders.models import Order
from sixia.petitions import actions
from sixia.petitions.models import Notice
from tests.petitions.town import DAY, FINDING, HOUR, NOW, Courts, clock, finding, fresh, runs, told, worker


def test_from_letter_to_acceptance(courts: Courts) -> None:
    petition = courts.registered()
    case = fresh(petition.case)
    assert (petition.state, case.track, case.state) == ("registered", "petition", "heard")
    assert runs(petition) == {"route"}
    assert case.due_at == petition.due_at == clock(petition, "route").due_at
    assert "art. 22" in clock(petition, "route").source

    actions.send(petition, manner="assign", unit=courts.town.units["housing"], by=courts.who("registrar"), now=NOW + HOUR)
    assert runs(petition) == {"object", "tell"}
    order = courts.town.lead(case)
    assert (order.unit.code, order.state, order.appointed) == ("housing", "issued", True)
    assert order.due_at == clock(petition, "tell").due_at

    notice = actions.accept(petition, by=courts.who("handler"), now=NOW + DAY)
    order.refresh_from_db()
    assert runs(petition) == {"handle", "tell"}, "the duty to tell ends with service, not with the paper"
    assert order.state == "accepted"
    assert order.due_at == clock(petition, "handle").due_at
    assert notice.number == "信受〔2026〕1号"
    assert notice.content["basis"] == "《信访工作条例》第三十四条", "in the installation's language, whoever acts"
    assert notice.content["due_on"] == "2026-07-13", "60 days end on a Saturday and roll to Monday"

    courts.serve(petition, "acceptance", NOW + 2 * DAY)
    assert runs(petition) == {"handle"}


def test_from_the_decision_to_finality(courts: Courts) -> None:
    petition = courts.accepted()
    actions.decide(petition, FINDING, by=courts.who("handler"), now=NOW + 9 * DAY)
    case = fresh(petition.case)
    assert (petition.state, case.state, case.open) == ("decided", "answered", True)
    assert case.answers.filter(kind=Answer.FINAL).get().basis == FINDING.basis
    assert not Order.objects.on("case", case.pk).open().exists()
    assert courts.town.voice(case).state == "asked"
    assert runs(petition) == set(), "the term begins with service"

    courts.serve(petition, "opinion", NOW + 10 * DAY, means="post")
    assert clock(petition, "review_ask").due_at.isoformat().startswith("2026-06-22T16:00"), "20 June is free: rolls to 22 June"

    actions.ask_review(petition, reason="金额少算了一个月。", by=courts.resident(petition), now=NOW + 20 * DAY)
    assert (petition.state, petition.organ) == ("reviewing", courts.town.units["county"])
    assert courts.town.lead(case).unit.code == "county"
    assert runs(petition) == {"review"}

    actions.review(petition, finding(outcome="uphold"), by=courts.who("county1"), now=NOW + 30 * DAY)
    courts.serve(petition, "review", NOW + 31 * DAY, by="county1")
    assert runs(petition) == {"rereview_ask"}

    actions.ask_review(petition, reason="仍不服。", by=courts.resident(petition), now=NOW + 40 * DAY)
    assert (petition.state, petition.upper) == ("rereviewing", courts.town.units["city"])

    last = finding(outcome="uphold", help_note="可继续到信访局咨询。")
    actions.rereview(petition, last, by=courts.who("cityman"), now=NOW + 50 * DAY)
    case = fresh(case)
    assert (petition.state, case.state, case.ending, case.open) == ("final", "closed", "final", False)
    assert runs(petition) == set()
    kinds = list(Notice.objects.filter(petition=petition).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["receipt", "acceptance", "opinion", "review", "rereview"]
    assert case.first_at == NOW

    story = told(petition)
    for event in ("PetitionRegistered", "PetitionSent", "PetitionAccepted", "PetitionDecided", "ReviewAsked", "NoticeServed"):
        assert event in story


def test_nobody_asks_in_time_and_it_is_final(courts: Courts) -> None:
    petition = courts.decided()
    worker(NOW + 60 * DAY)
    petition.refresh_from_db()
    case = fresh(petition.case)
    assert (petition.state, case.state, case.ending) == ("lapsed", "closed", "final")
    assert told(petition).count("PetitionLapsed") == 1
    assert "LAPSED" not in case.answers.latest("pk").text
    worker(NOW + timedelta(days=61))
    assert told(petition).count("PetitionLapsed") == 1, "running the worker again changes nothing"


def test_a_review_that_sets_aside_starts_the_handling_anew(courts: Courts) -> None:
    petition = courts.reviewing()
    actions.review(petition, finding(outcome="revoke"), by=courts.who("county1"), now=NOW + 30 * DAY)
    assert (petition.state, petition.stage) == ("accepted", 0)
    courts.serve(petition, "review", NOW + 31 * DAY, by="county1")
    assert courts.town.lead(petition.case).unit.code == "housing"
    actions.decide(petition, FINDING, by=courts.who("handler"), now=NOW + 40 * DAY)
    courts.serve(petition, "opinion", NOW + 40 * DAY + HOUR)
    assert runs(petition) == {"review_ask"}
    numbers = list(petition.notices.filter(kind="opinion").values_list("number", flat=True))
    assert numbers == ["信处〔2026〕1号", "信处〔2026〕2号"]


def test_an_organ_outside_is_entered_by_the_petition_office(db: None) -> None:
    courts = Courts(city=False)
    petition = courts.rereviewing()
    assert (petition.state, petition.upper) == ("rereviewing", None), "the county has no superior in this system"
    last = finding(outcome="uphold", help_note="可继续到信访局咨询。")
    notice = actions.rereview(petition, last, by=courts.who("registrar"), now=NOW + 50 * DAY)
    assert (petition.state, notice.unit.code) == ("final", "office")


def test_the_worker_knows_of_these_reactions() -> None:
    assert "petitions.reactions.end_term" in WIRING.reactions["ClockBreached"]
    assert "petitions.reactions.follow_case" in WIRING.reactions["CaseClosed"]
    assert "petitions.reactions.follow_case" in WIRING.reactions["CaseRestricted"]
