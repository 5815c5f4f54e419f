"""What may stand on the public list is decided anew whenever a case is sorted."""

import pytest

from sixia.cases.models import Case
from tests.town import Town


@pytest.mark.parametrize(("given", "public"), [({}, True), ({"minor": True}, False), ({"secret": True}, False)])
def test_dispatch_makes_public_only_what_may_be(town: Town, given: dict[str, object], public: bool) -> None:
    case = town.dispatched(category="lamp", **given)
    assert Case.objects.get(pk=case.pk).public is public
