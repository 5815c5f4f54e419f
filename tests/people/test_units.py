"""Founding, amending, moving and dissolving units."""

from django.utils import translation

from sixia.people import actions
from sixia.people.actors import SYSTEM
from sixia.people.models import Post, Unit
from sixia.people.queries import unit_names, unit_options, units_called
from tests.people.cast import DAY, NOW, Cast
from tests.people.refusals import last, refused


def paths() -> dict[str, str]:
    return dict(Unit.objects.values_list("code", "path"))


def test_found_unit(cast: Cast) -> None:
    given = {"name": "演示村委会", "function": "village", "place": cast.town, "parent": cast.units["town"], "phone": "000-0000"}
    unit = actions.found_unit(code="v-1", **given, by=cast.actor("system"), now=NOW)
    assert (unit.path, unit.depth, unit.active_from) == ("county/town/v-1/", 2, NOW)
    line = last(f"unit:{unit.pk}")
    assert (line.event, line.facts["parent"], line.facts["function"]) == ("UnitFounded", cast.units["town"].pk, "village")


def test_found_units_parents_first_whatever_the_order(cast: Cast, django_assert_max_num_queries) -> None:
    rows = [
        actions.NewUnit(code=f"v{i}", name=f"演示村{i}", function="village", place=cast.town, parent="sub") for i in range(40)
    ]
    sub = actions.NewUnit(code="sub", name="演示街道", function="town", place=cast.town, parent="county")
    with django_assert_max_num_queries(14):
        made = actions.found_units([*rows, sub], by=SYSTEM, now=NOW)
    assert [unit.code for unit in made][-1] == "sub"
    assert made[0].path == "county/sub/v0/"


def test_found_unit_refusals(cast: Cast) -> None:
    given = {"name": "演示", "function": "other", "place": cast.county, "now": NOW}
    with refused("role", "System administrator"):
        actions.found_unit(code="x", **given, by=cast.actor("security"))
    with refused("guard", "exists already"):
        actions.found_unit(code="town", **given, by=SYSTEM)
    with refused("guard", "small letters"):
        actions.found_unit(code="Town Hall", **given, by=SYSTEM)
    with refused("missing", "fill in"):
        actions.found_unit(code="x", **{**given, "name": ""}, by=SYSTEM)
    with refused("guard", "no unit with the code “gone”"):
        actions.found_units(
            [actions.NewUnit(code="x", name="x", function="x", place=cast.town, parent="gone")], by=SYSTEM, now=NOW
        )
    actions.dissolve_unit(cast.units["town"], by=SYSTEM, now=NOW)
    with refused("state", "dissolved"):
        actions.found_unit(code="x", **given, parent=cast.units["town"], by=SYSTEM)


def test_amend_unit(cast: Cast) -> None:
    unit = cast.units["hotline"]
    actions.amend_unit(unit, phone="000-1234", name="演示县便民热线", by=cast.actor("system"), now=NOW)
    line = last(f"unit:{unit.pk}")
    assert (line.event, line.facts["fields"], line.facts["name"]) == ("UnitAmended", ["name", "phone"], "演示县便民热线")
    with refused("role", "System administrator"):
        actions.amend_unit(unit, phone="1", by=cast.actor("security"), now=NOW)
    with refused("missing", "fill in"):
        actions.amend_unit(unit, name=" ", by=SYSTEM, now=NOW)


def test_move_unit_takes_everything_below_along(cast: Cast) -> None:
    for code, parent in (("v1", "town"), ("v2", "town")):
        actions.found_unit(
            code=code, name=code, function="village", place=cast.town, parent=cast.units[parent], by=SYSTEM, now=NOW
        )
    actions.move_unit(cast.units["town"], cast.units["housing"], by=cast.actor("system"), now=NOW)
    assert paths()["v1"] == "county/housing/town/v1/"
    assert [unit.code for unit in Unit.objects.under("county/housing/").order_by("path")] == ["housing", "town", "v1", "v2"]
    line = last(f"unit:{cast.units['town'].pk}")
    assert line.facts == {"unit": cast.units["town"].pk, "parent": cast.units["housing"].pk, "before": cast.units["county"].pk}
    actions.move_unit(cast.units["town"], None, by=SYSTEM, now=NOW)
    assert paths()["v2"] == "town/v2/"


def test_move_unit_refusals(cast: Cast) -> None:
    with refused("role", "System administrator"):
        actions.move_unit(cast.units["town"], None, by=cast.actor("security"), now=NOW)
    for below in ("county", "town"):
        with refused("guard", "cannot belong to itself"):
            actions.move_unit(cast.units["county"], cast.units[below], by=SYSTEM, now=NOW)
    actions.dissolve_unit(cast.units["housing"], by=SYSTEM, now=NOW)
    with refused("state", "dissolved"):
        actions.move_unit(cast.units["town"], cast.units["housing"], by=SYSTEM, now=NOW)


def test_dissolve_unit_ends_its_posts(cast: Cast) -> None:
    actions.dissolve_unit(cast.units["housing"], by=cast.actor("system"), now=NOW)
    assert cast.actor("handler").posts == ()
    assert set(Post.objects.filter(unit=cast.units["housing"]).values_list("until", flat=True)) == {NOW}
    ended = sorted(cast.posts[name].pk for name in ("head", "handler"))
    assert last(f"unit:{cast.units['housing'].pk}").facts == {"unit": cast.units["housing"].pk, "posts": ended}
    assert not Unit.objects.active(NOW).filter(code="housing").exists()
    assert Unit.objects.active(NOW - DAY).filter(code="housing").exists()


def test_dissolve_unit_refusals(cast: Cast) -> None:
    with refused("role", "System administrator"):
        actions.dissolve_unit(cast.units["housing"], by=cast.actor("head"), now=NOW)
    with refused("guard", "Units below"):
        actions.dissolve_unit(cast.units["county"], by=SYSTEM, now=NOW)
    actions.dissolve_unit(cast.units["housing"], by=SYSTEM, now=NOW)
    with refused("state", "dissolved"):
        actions.dissolve_unit(cast.units["housing"], by=SYSTEM, now=NOW)


def test_a_unit_is_named_and_found_in_the_readers_language(cast: Cast, django_assert_num_queries) -> None:
    office, village = cast.units["county"], cast.units["town"]
    actions.amend_unit(office, by=SYSTEM, now=NOW, name_en="Demo county office")
    with translation.override("en"), django_assert_num_queries(2):
        assert (office.said, str(office), village.said) == ("Demo county office", "Demo county office", village.name)
        assert unit_names([office.pk, village.pk]) == {office.pk: "Demo county office", village.pk: village.name}
        assert "Demo county office" in unit_options(NOW)
    with translation.override("zh-hans"):
        assert office.said == office.name
        assert office.name in unit_options(NOW)
        assert units_called("Demo county office", NOW) == units_called(office.name, NOW) == [office]
