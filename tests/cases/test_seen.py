"""Whoever has a role in a case sees it, and nobody else: the short way of asking finds the same rows as the long one."""

from sixia.cases import standing
from sixia.cases.models import Case, Voice
from sixia.kit.standing import visible
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from tests.town import NOW, Town


def test_lists_show_what_roles_say_for_the_whole_cast(town: Town) -> None:
    town.heard()
    town.heard(place=town.places["990101200001"].pk, phone="13800000002")
    town.heard(text="有人受贿", kind="accusation", named_units=(town.units["east"].pk,), phone="13800000003")
    town.dispatched(unit="east", phone="13800000004", named_units=(town.units["housing"].pk,), kind="complaint")
    town.heard(helper=town.accounts["grid"].pk, consent="口头同意", phone="13800000005")
    case = town.answered(phone="13800000006")
    for unit, role in (("east", "clerk"), ("hotline", "dispatcher"), ("housing", "unit_head"), ("county", "inspector")):
        people.appoint(town.accounts["outsider"], town.units[unit], role, by=SYSTEM, now=NOW)
    for name in town.accounts:
        who = town.who(name)
        assert set(Case.objects.visible_to(who)) == set(visible(Case.objects.all(), standing.CASE, who)), name
        assert set(Voice.objects.visible_to(who)) == set(visible(Voice.objects.all(), standing.VOICE, who)), name
    resident = town.resident(town.voice(case))
    assert set(Case.objects.visible_to(resident)) == {case}
    assert Case.objects.visible_to(SYSTEM).count() == 6
