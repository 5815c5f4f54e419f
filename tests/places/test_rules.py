"""Codes, paths, rows and shapes, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sixia.places.rules import codes, geometry
from sixia.places.rules.listing import Fault, Row, clean
from sixia.places.rules.names import Finder, Named, bare, base


@given(st.integers(0, 36**5 - 1), st.integers(0, 36**5 - 1))
def test_segments_sort_as_their_numbers(a: int, b: int) -> None:
    assert (codes.segment(a) < codes.segment(b)) == (a < b)
    assert len(codes.segment(a)) == codes.SEGMENT


def test_a_segment_that_would_not_fit_is_refused() -> None:
    with pytest.raises(OverflowError):
        codes.segment(36**5)


@pytest.mark.parametrize(
    ("given_code", "canonical", "level"),
    [
        ("430000", "43", "province"),
        ("430121000000", "430121", "county"),
        ("430121", "430121", "county"),
        ("430121001", "430121001", "town"),
        ("430121001003", "430121001003", "village"),
        ("430121001003007", "430121001003007", "grid"),
    ],
)
def test_padding_says_nothing(given_code: str, canonical: str, level: str) -> None:
    assert codes.canonical(given_code) == canonical
    assert codes.level_of(canonical) == level


@pytest.mark.parametrize("bad", ["", "abc", "43012", "４３", "4301210010031"])
def test_what_is_no_code(bad: str) -> None:
    assert codes.canonical(bad) == ""


def test_a_city_without_counties_is_its_own_county() -> None:
    row = clean({"code": "441900", "name": "莞市", "cityCode": "4419"}, source="f", line=2)
    assert isinstance(row, Row)
    assert (row.code, row.level, row.parent) == ("441900", "county", "")


def test_a_spreadsheet_row_is_tidied() -> None:
    raw = {"代码": 990101100001.0, "名称": " 东风\u200b 社区 ", "户数": "1,204", "纬度": 40.3, "经度": "101.9", "城乡分类": 111.0}
    row = clean(raw, source="f", line=2)
    assert row == Row("990101100001", "东风 社区", "village", "", "111", 40.3, 101.9, 1204, None, "f", 2)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"code": "99x"}, "code"),
        ({"name": " "}, "name"),
        ({"name": "长" * 101}, "name"),
        ({"level": "planet"}, "level"),
        ({"parent": "next door"}, "parent"),
        ({"kind": "999"}, "kind"),
        ({"lat": "40"}, "coordinates"),
        ({"lat": "95", "lon": "101"}, "coordinates"),
        ({"lat": "nan", "lon": "nan"}, "coordinates"),
        ({"households": "many"}, "number"),
        ({"population": "-3"}, "number"),
    ],
)
def test_a_dirty_row_says_which_rule_it_breaks(change: dict[str, str], reason: str) -> None:
    fault = clean({"code": "990101100001", "name": "东风社区", **change}, source="f.csv", line=7)
    assert isinstance(fault, Fault)
    assert (fault.source, fault.line, fault.reason) == ("f.csv", 7, reason)


SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
HOLE = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]
ISLAND = [[20, 20], [22, 20], [22, 22], [20, 22], [20, 20]]


def test_a_point_in_a_hole_is_outside_and_on_an_island_inside() -> None:
    shape = geometry.polygons({"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [ISLAND]]})
    assert geometry.holds(shape, 2, 2)
    assert not geometry.holds(shape, 5, 5)
    assert geometry.holds(shape, 21, 21)
    assert not geometry.holds(shape, 15, 15)
    assert geometry.box(shape) == (0, 22, 0, 22)
    assert geometry.centre(shape) == (5, 5)


@given(st.floats(0, 10, exclude_min=True, exclude_max=True))
def test_a_point_on_a_shared_border_is_in_exactly_one_neighbour(lat: float) -> None:
    left = geometry.polygons({"type": "Polygon", "coordinates": [[[0, 0], [5, 0], [5, 10], [0, 10], [0, 0]]]})
    right = geometry.polygons({"type": "Polygon", "coordinates": [[[5, 0], [9, 0], [9, 10], [5, 10], [5, 0]]]})
    assert geometry.holds(left, lat, 5) != geometry.holds(right, lat, 5)


@pytest.mark.parametrize(
    "bad",
    [
        None,
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [400, 0], [1, 1], [0, 0]]]},
        {"type": "MultiPolygon", "coordinates": [SQUARE]},
    ],
)
def test_what_is_no_shape(bad: object) -> None:
    with pytest.raises(ValueError, match="shape"):
        geometry.polygons(bad)


@pytest.mark.parametrize(
    ("name", "plain", "short"),
    [
        ("开元路社区居委会", "开元路社区", "开元路"),
        ("石桥村民委员会", "石桥村", "石桥"),
        ("新中村委会", "新中村", "新中"),
        ("南湾村", "南湾村", "南湾"),
        ("东风社区", "东风社区", "东风"),
        ("东村", "东村", ""),
        ("村委会", "村委会", ""),
    ],
)
def test_names_as_people_say_them(name: str, plain: str, short: str) -> None:
    assert (base(name), bare(name)) == (plain, short)


TOWN = Named(1, "清源镇", "town", "0000100002")
COMMUNITY = Named(2, "东风社区居委会", "village", "000010000200003")
TWIN_HERE = Named(3, "和平村", "village", "000010000200004")
OTHER_TOWN = Named(4, "新河乡", "town", "0000100005")
TWIN_THERE = Named(5, "和平村", "village", "000010000500006")
LONG = Named(6, "柳树沟村", "village", "000010000500007")


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("东风社区3号楼后面那条路灯坏了", [2]),
        ("清源镇东风社区的路灯", [2, 1]),
        ("我住在东风，楼下很吵", []),
        ("我住在东风小区，楼下很吵", [2]),
        ("清源镇东风路灯坏了", [2, 1]),
        ("一阵东风吹来", []),
        ("新河乡和平村没水了", [5, 4]),
        ("和平村没水了", [3, 5]),
        ("柳树沟路面塌了", [6]),
        ("没有说在哪里", []),
        ("", []),
    ],
)
def test_what_a_resident_means(text: str, refs: list[int]) -> None:
    finder = Finder([TOWN, COMMUNITY, TWIN_HERE, OTHER_TOWN, TWIN_THERE, LONG])
    assert [place.ref for place in finder.find(text)] == refs


@given(st.text(alphabet="清源镇东风社区和平村新河乡柳树沟，在", max_size=60))
def test_any_text_gives_places_once(text: str) -> None:
    found = Finder([TOWN, COMMUNITY, TWIN_HERE, OTHER_TOWN, TWIN_THERE, LONG]).find(text)
    assert len({place.ref for place in found}) == len(found)
