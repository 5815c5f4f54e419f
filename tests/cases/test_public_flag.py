"""What may stand on the public list is decided anew whenever a case gets another category."""

import pytest

from sixia.cases import actions as cases
from sixia.cases.models import Case
from tests.town import HOUR, NOW, Town


@pytest.mark.parametrize(("given", "public"), [({}, True), ({"minor": True}, False), ({"secret": True}, False)])
def test_dispatch_makes_public_only_what_may_be(town: Town, given: dict[str, object], public: bool) -> None:
    case = town.dispatched(category="lamp", **given)
    assert Case.objects.get(pk=case.pk).public is public


def test_a_corrected_category_takes_it_off_the_list(town: Town) -> None:
    case = town.dispatched(category="lamp")
    cases.reclassify(case, category="conduct", by=town.who("dispatcher"), now=NOW + 2 * HOUR)
    assert not Case.objects.get(pk=case.pk).public
