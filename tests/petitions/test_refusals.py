"""Every way in which a step is refused: by role, state, missing parts of a document, or a rule of law."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from sixia.cases import actions as cases
from sixia.kit.flow import Refused
from sixia.people.actors import SYSTEM
from sixia.petitions import actions
from sixia.petitions.models import Petition
from sixia.petitions.rules.documents import DOCUMENTS
from tests.petitions.town import ASKS, DAY, FINDING, HOUR, NOW, WHY, Courts, finding, fresh, worker


def refused(code: str, step: Any, *given: Any, **named: Any) -> Refused:
    """The refusal of a step that must be refused with this code."""
    with pytest.raises(Refused) as caught:
        step(*given, **named)
    assert caught.value.code == code, caught.value
    return caught.value


def test_only_a_petition_office_of_the_place_registers(courts: Courts) -> None:
    case = courts.town.heard()
    west = courts.town.heard(place=courts.town.places["990101200001"].pk, phone="13800000002")
    entry = actions.Entry(request=ASKS)
    refused("role", actions.register, case, entry, by=courts.who("dispatcher"), now=NOW)
    refused("role", actions.register, west, entry, by=courts.who("eastregistrar"), now=NOW)
    refused("missing", actions.register, case, actions.Entry(request=" "), by=courts.who("registrar"), now=NOW)
    assert actions.register(case, entry, by=courts.who("eastregistrar"), now=NOW).office.code == "eastoffice"
    refused("state", actions.register, fresh(case), entry, by=courts.who("registrar"), now=NOW)


def test_it_changes_track_only_once(courts: Courts) -> None:
    case = courts.town.dispatched(category="sewer")
    before = case.first_at
    petition = actions.register(fresh(case), actions.Entry(request=ASKS), by=courts.who("registrar"), now=NOW + 3 * HOUR)
    case = fresh(case)
    assert (case.track, case.state, case.first_at) == ("petition", "heard", before)
    assert courts.town.lead(case).state == "withdrawn", "open orders are taken back"
    assert case.answers.count() == 1, "residents are told"
    refusal = refused("guard", actions.move, petition, reason="不是信访", by=courts.who("registrar"), now=NOW + 4 * HOUR)
    assert "once" in str(refusal)
    new = courts.registered(phone="13800000005")
    actions.move(new, reason="属于服务事项。", by=courts.who("registrar"), now=NOW + HOUR)
    assert (new.state, fresh(new.case).track) == ("moved", "service")
    assert fresh(new.case).due_at is not None, "the clock for dispatching begins"


def test_a_petition_is_not_handled_by_the_steps_of_a_service_case(courts: Courts) -> None:
    petition = courts.registered()
    case = fresh(petition.case)
    by = courts.who("dispatcher")
    refused("guard", cases.dispatch, case, category="sewer", unit=courts.town.units["housing"], by=by, now=NOW)
    reply = cases.Reply(text="x", basis="y", remedies="z")
    refused("guard", cases.redirect, fresh(case), reply=reply, by=by, now=NOW)


def test_what_is_not_classified_or_goes_another_way_is_not_passed_on(courts: Courts) -> None:
    petition = courts.registered(matter="")
    unit, by = courts.town.units["housing"], courts.who("registrar")
    refused("guard", actions.send, petition, manner="forward", unit=unit, by=by, now=NOW)
    actions.classify(petition, matter="claim2", by=by, now=NOW)
    assert "another lawful" in str(refused("guard", actions.send, petition, manner="forward", unit=unit, by=by, now=NOW)).lower()
    refused("guard", actions.classify, petition, matter="accusation", by=by, now=NOW)
    refused("role", actions.send, petition, manner="forward", unit=unit, by=courts.who("handler"), now=NOW)


def test_objections_need_reason_and_time_and_are_decided_by_the_sender(courts: Courts) -> None:
    petition = courts.sent()
    unit = courts.who("handler")
    refused("missing", actions.object_, petition, reason=" ", by=unit, now=NOW + DAY)
    refused("role", actions.object_, petition, reason="r", by=courts.who("ecologist"), now=NOW + DAY)
    late = refused("guard", actions.object_, petition, reason="不属本局。", by=unit, now=NOW + 8 * DAY)
    assert "term" in str(late)
    actions.object_(petition, reason="不属本局职责。", by=unit, now=NOW + 2 * DAY)
    refused("state", actions.accept, petition, by=unit, now=NOW + 2 * DAY)
    refused("role", actions.uphold, petition, reason="r", by=unit, now=NOW + 2 * DAY)
    actions.dismiss(petition, reason="权责清单第12项。", by=courts.who("registrar"), now=NOW + 3 * DAY)
    again = refused("guard", actions.object_, petition, reason="仍不属。", by=unit, now=NOW + 3 * DAY)
    assert "appointed" in str(again)


def test_an_upheld_objection_brings_it_back_with_a_new_term(courts: Courts) -> None:
    petition = courts.sent()
    actions.object_(petition, reason="不属本局职责。", by=courts.who("handler"), now=NOW + 2 * DAY)
    actions.uphold(petition, reason="应由生态环境局办理。", by=courts.who("registrar"), now=NOW + 3 * DAY)
    case = fresh(petition.case)
    assert (petition.state, petition.unit, case.state, case.lead_unit) == ("registered", None, "heard", None)
    assert courts.town.lead(case).state == "withdrawn"
    ecology = courts.town.units["ecology"]
    actions.send(petition, manner="forward", unit=ecology, by=courts.who("registrar"), now=NOW + 4 * DAY)
    assert courts.town.lead(case).unit == ecology


@pytest.mark.parametrize("part", ["facts", "outcome", "opinion", "basis", "remedies"])
def test_an_opinion_without_a_legal_part_is_not_issued(courts: Courts, part: str) -> None:
    petition = courts.accepted()
    by, now = courts.who("handler"), NOW + 5 * DAY
    refusal = refused("missing", actions.decide, petition, finding(**{part: " "}), by=by, now=now)
    assert refusal.fields == (part,)
    petition.refresh_from_db()
    assert petition.state == "accepted"
    assert not petition.notices.filter(kind="opinion").exists()


def test_several_missing_parts_are_all_named(courts: Courts) -> None:
    petition = courts.accepted()
    bare = finding(facts="", basis="", remedies="")
    refusal = refused("missing", actions.decide, petition, bare, by=courts.who("handler"), now=NOW + 5 * DAY)
    assert refusal.fields == ("facts", "basis", "remedies")


def test_an_assigned_petition_needs_a_report(courts: Courts) -> None:
    by, now = courts.who("handler"), NOW + 5 * DAY
    refused("guard", actions.decide, courts.accepted(), finding(report=""), by=by, now=now)
    forwarded = courts.accepted(manner="forward", phone="13800000007")
    actions.decide(forwarded, finding(report=""), by=by, now=now)
    assert forwarded.state == "decided"


def test_every_document_says_which_parts_it_needs() -> None:
    for kind, document in DOCUMENTS.items():
        missing = document().missing()
        assert {"unit", "on"} < set(missing), kind
        assert set(document.REQUIRED) == set(missing) - {"unit", "on"}, kind


def test_more_time_once_by_the_head_with_reason_and_within_bounds(courts: Courts) -> None:
    petition = courts.accepted()
    head, now = courts.who("head"), NOW + 30 * DAY
    refused("role", actions.extend, petition, days=30, reason="需鉴定", by=courts.who("handler"), now=now)
    refused("missing", actions.extend, petition, days=30, reason="", by=head, now=now)
    refused("guard", actions.extend, petition, days=31, reason="需鉴定", by=head, now=now)
    refused("guard", actions.extend, petition, days=30, reason="需鉴定", by=head, now=NOW + 90 * DAY)
    notice = actions.extend(petition, days=30, reason="需司法鉴定。", by=head, now=now)
    assert notice.content["approved_by"] == "演示·head"
    refused("guard", actions.extend, petition, days=1, reason="再延", by=head, now=now)


def test_turning_away_needs_reasons_law_and_remedies(courts: Courts) -> None:
    by = courts.who("registrar")
    petition = courts.registered(matter="claim1")
    for part in ("reasons", "basis", "remedies"):
        why = replace(WHY, **{part: ""})
        refused("missing", actions.redirect, petition, ways=("court_civil",), why=why, by=by, now=NOW)
        refused("missing", actions.refuse, petition, ground="no_remit", why=why, by=by, now=NOW)
    refused("missing", actions.redirect, petition, ways=(), why=WHY, by=by, now=NOW)
    refused("guard", actions.redirect, petition, ways=("nowhere",), why=WHY, by=by, now=NOW)
    refused("missing", actions.refuse, petition, ground="no_remit", why=replace(WHY, help_note=""), by=by, now=NOW)
    notice = actions.redirect(petition, ways=("court_civil",), why=WHY, by=by, now=NOW)
    case = fresh(petition.case)
    assert (petition.state, case.ending) == ("redirected", "redirected")
    assert notice.content["ways"][0]["contact"] == "12368"


def test_what_is_final_is_not_taken_again_unless_there_are_new_facts(courts: Courts) -> None:
    by = courts.who("registrar")
    old = courts.final()
    later = NOW + 60 * DAY
    refused("guard", actions.refuse, courts.registered(now=later, phone="1"), ground="final", why=WHY, by=by, now=later)
    again = courts.registered(now=later, earlier=old)
    notice = actions.refuse(again, ground="final", why=WHY, by=by, now=later)
    assert notice.content["help_note"] == WHY.help_note, "explanation and help go on"
    assert fresh(again.case).ending == "refused"
    new = courts.registered(now=later, earlier=old, phone="13800000003")
    actions.tell_new_facts(new, facts_told="找到了当时的考勤表原件。", by=by, now=later)
    assert "New facts" in str(refused("guard", actions.refuse, new, ground="final", why=WHY, by=by, now=later))
    actions.send(new, manner="assign", unit=courts.town.units["housing"], by=by, now=later)
    assert new.state == "sent"


def test_the_superior_does_not_take_what_is_in_hand_below(courts: Courts) -> None:
    below = courts.accepted()
    by, unit = courts.who("registrar"), courts.town.units["housing"]
    again = courts.registered(now=NOW + 5 * DAY, earlier=below)
    refused("guard", actions.send, again, manner="assign", unit=unit, by=by, now=NOW + 5 * DAY)
    overdue = NOW + 70 * DAY
    actions.send(again, manner="assign", unit=unit, by=by, now=overdue)
    assert again.state == "sent", "once the limit below has passed, the superior may take it"
    other = courts.registered(now=NOW + 5 * DAY, earlier=below, phone="13800000004")
    actions.refuse(other, ground="in_hand", why=WHY, by=by, now=NOW + 6 * DAY)
    assert other.state == "refused"


def test_the_supervisor_has_it_taken_up(courts: Courts) -> None:
    petition = courts.registered()
    actions.refuse(petition, ground="no_remit", why=WHY, by=courts.who("registrar"), now=NOW)
    refused("role", actions.reclaim, petition, reason="应受理", by=courts.who("registrar"), now=NOW + DAY)
    actions.reclaim(petition, reason="属于本县职责，应当受理。", by=courts.who("supervisor"), now=NOW + DAY)
    case = fresh(petition.case)
    assert (petition.state, petition.open, case.state, case.open) == ("registered", True, "heard", True)


def test_reviews_are_asked_for_in_time_and_by_the_petitioner(courts: Courts) -> None:
    petition = courts.decided()
    refused("role", actions.ask_review, petition, reason="r", by=courts.who("handler"), now=NOW + 20 * DAY)
    refused("missing", actions.ask_review, petition, reason="", by=courts.resident(petition), now=NOW + 20 * DAY)
    late = NOW + 10 * DAY + timedelta(days=40)
    refused("guard", actions.ask_review, petition, reason="r", by=courts.resident(petition), now=late)
    refused("role", actions.review, courts.reviewing(phone="13800000008"), FINDING, by=courts.who("handler"), now=NOW + 21 * DAY)


def test_a_hearing_is_written_down_before_the_decision(courts: Courts) -> None:
    petition = courts.accepted()
    by, now = courts.who("handler"), NOW + 5 * DAY
    record = actions.Record(held_on=NOW.date(), chair="演示·主持", members="三人", parties="双方", record="…", conclusion="…")
    refused("guard", actions.record_hearing, petition, record, by=by, now=now)
    actions.open_hearing(petition, place="5月20日9时，局三楼会议室", by=by, now=now)
    refused("guard", actions.decide, petition, FINDING, by=by, now=now)
    refused("missing", actions.record_hearing, petition, replace(record, conclusion=""), by=by, now=now)
    petition.refresh_from_db()
    actions.record_hearing(petition, record, by=by, now=now)
    actions.decide(petition, FINDING, by=by, now=now)
    assert petition.state == "decided"


def test_an_agreement_that_is_not_kept_lets_it_go_on(courts: Courts) -> None:
    petition = courts.accepted()
    by, now = courts.who("handler"), NOW + 5 * DAY
    terms = actions.Terms(parties="双方", facts="欠薪", terms="付清", perform_by=(NOW + 9 * DAY).date(), mediator="演示·调解")
    refused("guard", actions.perform, petition, by=courts.resident(petition), now=now)
    refused("missing", actions.agree, petition, replace(terms, terms=""), by=by, now=now)
    refused("guard", actions.agree, petition, replace(terms, perform_by=NOW.date()), by=by, now=now)
    actions.agree(petition, terms, by=by, now=now)
    refused("guard", actions.agree, petition, terms, by=by, now=now)
    refused("role", actions.perform, petition, by=by, now=now)
    petition.refresh_from_db()
    actions.break_(petition, reason="没有付。", by=courts.resident(petition), now=NOW + 10 * DAY)
    assert (petition.state, petition.agreement_open) == ("accepted", False)
    assert petition.agreements.get().state == "broken"


def test_service_has_a_day_a_means_and_for_electronic_a_consent(courts: Courts) -> None:
    petition = courts.decided(served=False)
    notice, by, now = petition.notices.get(kind="opinion"), courts.who("handler"), NOW + 12 * DAY
    serve: dict[str, Any] = {"at": now, "means": "handed", "received_by": "演示甲", "by": by, "now": now}
    refused("missing", actions.serve, notice, **{**serve, "received_by": ""})
    refused("guard", actions.serve, notice, **{**serve, "at": now + DAY})
    refused("guard", actions.serve, notice, **{**serve, "at": NOW})
    refused("guard", actions.serve, notice, **{**serve, "means": "electronic"})
    refused("guard", actions.serve, notice, **{**serve, "means": "pigeon"})
    refused("role", actions.serve, notice, **{**serve, "by": courts.who("wester")})
    content = notice.content
    actions.serve(notice, **{**serve, "means": "electronic", "note": "5月20日短信同意"})
    refused("guard", actions.serve, notice, **serve)
    notice.refresh_from_db()
    assert notice.content == content, "what was served does not change"


def test_a_negative_verdict_is_kept_and_points_to_the_review(courts: Courts) -> None:
    from sixia.cases.rules import Judgement

    petition = courts.decided()
    voice = courts.town.voice(petition.case)
    verdict = Judgement(solved="no", satisfied=1, decent=True, agree=False)
    cases.judge(voice, verdict, by=courts.town.resident(voice), now=NOW + 12 * DAY)
    case = fresh(petition.case)
    assert (case.state, case.negatives, voice.state) == ("answered", 1, "disputed")
    worker(NOW + 60 * DAY)
    assert fresh(case).ending == "final"


def test_a_suggestion_is_answered_not_decided(courts: Courts) -> None:
    petition = courts.accepted(matter="suggestion", manner="forward")
    by, now = courts.who("handler"), NOW + 5 * DAY
    refused("guard", actions.decide, petition, FINDING, by=by, now=now)
    refused("guard", actions.answer, courts.accepted(phone="13800000006"), text="x", by=by, now=now)
    actions.answer(petition, text="采纳：已列入明年计划。", by=by, now=now)
    assert (petition.state, fresh(petition.case).ending) == ("replied", "replied")


def test_nothing_moves_once_it_is_over(courts: Courts) -> None:
    petition = courts.final()
    refused("state", actions.decide, petition, FINDING, by=courts.who("handler"), now=NOW + 60 * DAY)
    refused("state", actions.ask_review, petition, reason="r", by=courts.resident(petition), now=NOW + 60 * DAY)
    refused("state", actions.lapse, petition, now=NOW + 60 * DAY)
    assert Petition.FLOW.moves_from("final", petition.roles_of(SYSTEM)) == []
