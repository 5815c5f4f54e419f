"""Two petitions of one office at the same moment: each document has a number of its own, and nobody gets an error."""

import pytest

from sixia.petitions import actions
from sixia.petitions.models import Notice, Petition
from tests.atonce import at_once, side_by_side
from tests.petitions.town import ASKS, Courts

pytestmark = side_by_side


@pytest.fixture
def courts(transactional_db: None) -> Courts:
    """The town with a petition office, where transactions are real."""
    return Courts()


def test_documents_get_numbers_of_their_own(courts: Courts) -> None:
    assert at_once(*[courts.registered] * 4) == ["done"] * 4
    assert sorted(Notice.objects.values_list("count", flat=True)) == [1, 2, 3, 4]


def test_a_case_becomes_one_petition(courts: Courts) -> None:
    case = courts.town.heard()
    entry, who = actions.Entry(request=ASKS), courts.who("registrar")
    acts = [lambda: actions.register(type(case).objects.get(pk=case.pk), entry, by=who, now=case.heard_at) for _ in range(3)]
    ends = at_once(*acts)
    assert ends.count("done") == 1
    assert set(ends) <= {"done", "state", "stale"}
    assert Petition.objects.count() == 1
