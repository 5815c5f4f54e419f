"""Declaring and lifting recusals."""

import pytest
from django.db import IntegrityError, transaction

from sixia.people import actions
from sixia.people.models import Recusal
from tests.people.cast import DAY, NOW, Cast
from tests.people.refusals import last, refused


def test_everybody_declares_for_themself(cast: Cast) -> None:
    me = cast.accounts["handler"]
    row = actions.declare_recusal(me, kind="unit", unit=cast.units["town"], reason="原单位", by=cast.actor("handler"), now=NOW)
    assert row.declared_by == me
    line = last(f"account:{me.pk}")
    assert (line.event, line.facts["unit"], line.words) == ("RecusalDeclared", cast.units["town"].pk, {"reason": "原单位"})


def test_the_security_administrator_declares_for_others(cast: Cast) -> None:
    given = {"kind": "matter", "matter": ("case", 7), "reason": "本人是当事人"}
    actions.declare_recusal(cast.accounts["handler"], **given, by=cast.actor("security"), now=NOW)
    assert cast.actor("handler").recused_matters == {("case", 7)}
    with refused("role", "Security administrator"):
        actions.declare_recusal(cast.accounts["handler"], **given, by=cast.actor("head"), now=NOW)


def test_declare_recusal_refusals(cast: Cast) -> None:
    me, by = cast.accounts["handler"], cast.actor("handler")
    with refused("guard", "no such kind"):
        actions.declare_recusal(me, kind="mood", reason="x", by=by, now=NOW)
    with refused("missing", "exactly one thing"):
        actions.declare_recusal(me, kind="unit", reason="x", by=by, now=NOW)
    with refused("missing", "exactly one thing"):
        actions.declare_recusal(me, kind="unit", unit=cast.units["town"], matter=("case", 1), reason="x", by=by, now=NOW)
    with refused("guard", "somebody else"):
        actions.declare_recusal(me, kind="kin", other=me, reason="x", by=by, now=NOW)
    with refused("missing", "fill in"):
        actions.declare_recusal(me, kind="unit", unit=cast.units["town"], reason="", by=by, now=NOW)
    with refused("guard", "later than the beginning"):
        actions.declare_recusal(me, kind="unit", unit=cast.units["town"], reason="x", until=NOW - DAY, by=by, now=NOW)


def test_lift_recusal_by_another(cast: Cast) -> None:
    me = cast.accounts["handler"]
    row = actions.declare_recusal(me, kind="unit", unit=cast.units["town"], reason="原单位", by=cast.actor("handler"), now=NOW)
    with refused("role", "Security administrator"):
        actions.lift_recusal(row, reason="x", by=cast.actor("handler"), now=NOW + DAY)
    actions.lift_recusal(row, reason="已调离", by=cast.actor("security"), now=NOW + DAY)
    assert cast.actor("handler", NOW + DAY).recused_units == frozenset()
    assert cast.actor("handler", NOW).recused_units == {cast.units["town"].pk}
    assert last(f"account:{me.pk}").words == {"reason": "已调离"}
    row.refresh_from_db()
    with refused("state", "no longer in force"):
        actions.lift_recusal(row, reason="x", by=cast.actor("security"), now=NOW + DAY)


def test_nobody_lifts_their_own(cast: Cast) -> None:
    given = {"kind": "unit", "unit": cast.units["town"], "reason": "x"}
    row = actions.declare_recusal(cast.accounts["security"], **given, by=cast.actor("security"), now=NOW)
    with refused("guard", "Nobody lifts"):
        actions.lift_recusal(row, reason="x", by=cast.actor("security"), now=NOW + DAY)


def test_the_database_wants_exactly_one_thing(cast: Cast) -> None:
    for what in ({"kind": "unit"}, {"kind": "kin", "unit": cast.units["town"]}, {"kind": "matter", "matter_id": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Recusal.objects.create(account=cast.accounts["idle"], reason="x", since=NOW, **what)
