"""A bundle of what one person asked before never says whose a secret voice is to somebody who may not read it."""

from sixia.cases.models import Case
from sixia.cases.standing import knowable
from sixia.petitions.queries.bundle import bundle
from tests.petitions.town import DAY, NOW, Courts

PHONE = "13811110000"


def listed(courts: Courts, case: Case, name: str) -> set[int]:
    """The earlier cases that this official is shown."""
    return {one.case.pk for one in bundle(case, courts.who(name))}


def test_a_secret_voice_is_not_listed_beside_a_named_one(courts: Courts) -> None:
    secret = courts.accepted(phone=PHONE, secret=True, name="").case
    named = courts.accepted(phone=PHONE, name="演示乙", now=NOW + DAY).case
    for name in ("handler", "head", "supervisor"):
        assert listed(courts, named, name) == set(), name
    assert listed(courts, named, "registrar") == {secret.pk}


def test_a_named_voice_is_not_listed_beside_a_secret_one(courts: Courts) -> None:
    named = courts.accepted(phone=PHONE, name="演示乙").case
    secret = courts.accepted(phone=PHONE, secret=True, name="", now=NOW + DAY).case
    for name in ("handler", "head", "supervisor"):
        assert listed(courts, secret, name) == set(), name
    assert listed(courts, secret, "registrar") == {named.pk}


def test_what_is_not_secret_is_listed_for_all_and_ones_own_for_oneself(courts: Courts) -> None:
    first, second = courts.accepted(phone=PHONE), courts.accepted(phone=PHONE, now=NOW + DAY)
    assert listed(courts, second.case, "handler") == {first.case_id}
    mine = courts.accepted(phone=PHONE, secret=True).case
    assert mine.voices.filter(knowable(courts.town.resident(mine.voices.get()))).exists()
