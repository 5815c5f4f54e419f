"""Whoever says “me too” reads no stranger's petition and ends none; of several petitioners none ends it for the others alone."""

from datetime import date

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case, Voice
from sixia.cases.queries.public import joinable
from sixia.people.actors import resident
from sixia.petitions import actions
from sixia.petitions.models import Petition
from tests.petitions.town import ASKS, HOUR, NOW, Courts
from tests.refusals import refused

TERMS = actions.Terms(parties="双方", facts="欠薪", terms="付清", perform_by=date(2027, 5, 12), mediator="演示·调解")


def again(petition: Petition) -> Petition:
    """As it is stored now."""
    return Petition.objects.select_related("case").get(pk=petition.pk)


def public_petition(courts: Courts) -> Petition:
    """A lamp that everybody may see on the list, taken as a petition."""
    case = courts.town.heard("路灯坏了三年没人修")
    Case.objects.filter(pk=case.pk).update(public=True)
    case.refresh_from_db()
    assert joinable(case.pk, NOW) == case
    return actions.register(case, actions.Entry(request=ASKS), by=courts.who("registrar"), now=NOW + HOUR)


def test_nobody_joins_a_petition_from_the_public_list(courts: Courts) -> None:
    petition = public_petition(courts)
    assert joinable(petition.case_id, NOW + HOUR) is None
    new = courts.town.new("我家也是", into=petition.case_id, phone="13711112222")
    with refused("guard"):
        cases.hear(new, by=resident(), now=NOW + HOUR)
    assert petition.case.voices.count() == 1


def test_the_petition_office_still_joins_those_who_petition_together(courts: Courts) -> None:
    petition = public_petition(courts)
    new = courts.town.new("我家也是", into=petition.case_id, phone="13711112222")
    done = cases.hear(new, by=courts.who("registrar"), now=NOW + HOUR)
    assert done.case == petition.case_id


@pytest.mark.parametrize("speaks", [False, True])
def test_of_several_only_a_representative_says_that_the_agreement_was_kept(courts: Courts, speaks: bool) -> None:
    petition = courts.accepted()
    new = courts.town.new("我也被欠薪", into=petition.case_id, phone="13711112222", representative=speaks)
    done = cases.hear(new, by=courts.who("registrar"), now=NOW + HOUR)
    actions.agree(again(petition), TERMS, by=courts.who("handler"), now=NOW + HOUR)
    other = courts.town.resident(Voice.objects.get(pk=done.voice))
    if speaks:
        actions.perform(again(petition), by=other, now=NOW + 2 * HOUR)
        assert again(petition).state == "settled"
        return
    with refused("guard"):
        actions.perform(again(petition), by=other, now=NOW + 2 * HOUR)
    assert Case.objects.get(pk=petition.case_id).open
    actions.perform(again(petition), by=courts.who("registrar"), now=NOW + 2 * HOUR)
