"""Who sees a petition: through its case and never beside it; accusations, bars and recusals; earlier petitions as a bundle."""

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.people import actions as people
from sixia.people.actors import resident
from sixia.petitions import actions
from sixia.petitions.models import Petition
from sixia.petitions.queries.bundle import bundle
from sixia.petitions.queries.track import LegalTrack, petition_of
from tests.petitions.town import ASKS, DAY, HOUR, NOW, WORDS, Courts, fresh, runs, worker

CAST = ("registrar", "registry", "eastregistrar", "dispatcher", "clerk", "callback", "supervisor", "principal", "leader")
MORE = ("handler", "head", "ecologist", "wester", "easter", "officer", "inspector", "grid", "county1", "cityman", "auditor")


def test_roles_at_each_stage(courts: Courts) -> None:
    def roles(name: str) -> set[str]:
        return set(petition.roles_of(courts.who(name)))

    petition = courts.rereviewing()
    assert roles("registrar") == roles("registry") == {"registrar"}
    assert roles("eastregistrar") == {"registrar"}, "the village lies in the east"
    assert roles("handler") == {"unit"}
    assert roles("head") == {"unit", "head"}
    assert roles("county1") == {"organ"}
    assert roles("cityman") == {"upper"}
    assert roles("supervisor") == roles("principal") == {"overseer"}
    assert petition.roles_of(courts.resident(petition)) == {"resident"}
    for stranger in ("wester", "ecologist", "easter", "officer", "auditor", "dispatcher", "clerk", "callback"):
        assert roles(stranger) == set(), stranger


@pytest.mark.parametrize("stage", ["registered", "sent", "accepted", "reviewing", "final"])
def test_whoever_sees_the_petition_sees_its_case_and_lists_agree_with_roles(courts: Courts, stage: str) -> None:
    petition = getattr(courts, stage)()
    for name in (*CAST, *MORE):
        actor = courts.who(name)
        sees = Petition.objects.visible_to(actor).filter(pk=petition.pk).exists()
        assert sees == bool(petition.roles_of(actor)), name
        assert not sees or Case.objects.visible_to(actor).filter(pk=petition.case_id).exists(), name


def test_an_accusation_is_handed_over_and_gone_for_everybody_else(courts: Courts) -> None:
    petition = courts.sent()
    housing = courts.town.units["housing"]
    actions.seal(petition, reason="反映局领导受贿。", units=(housing,), by=courts.who("registrar"), now=NOW + DAY)
    case = fresh(petition.case)
    assert (petition.state, case.restricted, case.barred, runs(petition)) == ("sealed", True, True, set())
    for name in (*CAST, *MORE):
        sees = Petition.objects.visible_to(courts.who(name)).filter(pk=petition.pk).exists()
        assert sees == (name == "officer"), name


def test_a_case_made_confidential_beside_the_petition_takes_it_along(courts: Courts) -> None:
    petition = courts.decided()
    cases.restrict(fresh(petition.case), reason="涉及举报。", by=courts.who("dispatcher"), now=NOW + 12 * DAY)
    worker(NOW + 12 * DAY + HOUR)
    petition.refresh_from_db()
    assert petition.state == "sealed"
    worker(NOW + 12 * DAY + 2 * HOUR)


def test_who_is_recused_does_not_see_it(courts: Courts) -> None:
    petition = courts.accepted()
    account = courts.town.accounts["handler"]
    matter = ("case", petition.case_id)
    people.declare_recusal(account, kind="matter", matter=matter, reason="亲属", by=courts.who("handler"), now=NOW)
    assert petition.roles_of(courts.who("handler", NOW + DAY)) == frozenset()


def test_withdrawing_every_voice_ends_the_petition(courts: Courts) -> None:
    petition = courts.accepted()
    voice = courts.town.voice(petition.case)
    cases.withdraw(voice, reason="已经给了。", by=courts.town.resident(voice), now=NOW + 5 * DAY)
    worker(NOW + 5 * DAY)
    petition.refresh_from_db()
    assert (petition.state, fresh(petition.case).ending, runs(petition)) == ("withdrawn", "withdrawn", set())


def test_what_the_same_person_asked_before_is_one_bundle(courts: Courts) -> None:
    old = courts.final()
    other = courts.registered(phone="13800000002", now=NOW + DAY)
    lamp = courts.town.heard(now=NOW + 2 * DAY)
    again = courts.registered(now=NOW + 60 * DAY)
    found = bundle(again.case, courts.who("registrar"))
    assert [one.case.pk for one in found] == [old.case_id, lamp.pk], "another person's case is not in it"
    assert [(one.same, one.binding) for one in found] == [(True, True), (False, False)]
    assert other.case_id not in {one.case.pk for one in found}
    assert bundle(again.case, courts.who("wester")) == []


def test_an_identity_number_finds_what_another_telephone_hides(courts: Courts) -> None:
    old = courts.registered(phone="13800000002", id_number="990101 19700101 001x")
    again = courts.registered(phone="13800000003", id_number="99010119700101001X", now=NOW + DAY)
    assert [one.case.pk for one in bundle(again.case, courts.who("registrar"))] == [old.case_id]
    assert again.id_number == "99010119700101001X"


def test_a_group_is_told_together_and_each_may_judge(courts: Courts) -> None:
    petition = courts.accepted()
    case = fresh(petition.case)
    follower = cases.hear(courts.town.new(WORDS, into=case.pk, phone="13800000012"), by=courts.who("clerk"), now=NOW + 2 * DAY)
    from tests.petitions.town import FINDING

    actions.decide(petition, FINDING, by=courts.who("handler"), now=NOW + 10 * DAY)
    assert set(case.voices.values_list("state", flat=True)) == {"asked"}
    assert petition.roles_of(resident([follower.voice])) == {"resident"}
    assert len(petition.notices.get(kind="opinion").content["voices"]) == 2


def test_a_case_that_came_as_a_petition_waits_for_the_office(courts: Courts) -> None:
    from sixia.petitions.queries.lists import to_register

    cases.hear(courts.town.new(WORDS, track="petition", channel="letter"), by=courts.who("clerk"), now=NOW)
    case = to_register(courts.who("registrar")).get()
    assert to_register(courts.who("dispatcher")).count() == 0
    actions.register(case, actions.Entry(request=ASKS), by=courts.who("registry"), now=NOW + HOUR)
    assert not to_register(courts.who("registrar")).exists()


@pytest.mark.parametrize("stage", ["registered", "sent", "accepted", "decided", "reviewing", "reviewed", "rereviewing", "final"])
def test_the_resident_reads_where_it_stands_at_every_stage(courts: Courts, stage: str) -> None:
    petition = getattr(courts, stage)()
    who = courts.resident(petition)
    own = petition_of(courts.town.voice(petition.case), who)
    assert own is not None
    legal = LegalTrack(own, who, NOW + 45 * DAY)
    for sentence in (legal.where, legal.next, legal.against):
        assert sentence
        assert "%(" not in sentence
    assert legal.may_ask == (stage in ("decided", "reviewed") and legal.term is not None and legal.term.due_at > NOW + 45 * DAY)
