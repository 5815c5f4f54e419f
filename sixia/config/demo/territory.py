"""The invented 清源县: 20 towns, some 300 villages and communities, with borders, codes, households and people.

Nothing here exists. Province code 99 is not in use, the names are common words put together by a fixed seed, and the
map lies in the dunes of a desert where nobody lives, so that no real county is painted over.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import product
from random import Random
from typing import Any, Final, NamedTuple

from sixia.config.demo.drawing import Net, Point, cells, middle
from sixia.kit.journal import Doer
from sixia.places import actions
from sixia.places.rules import codes
from sixia.places.rules.listing import Row

COUNTY: Final = "990101"
COUNTY_NAME: Final = "清源县"
VALID_FROM: Final = date(2021, 1, 1)
LAT, LON = 40.3, 101.9
KM_PER_DEGREE: Final = 111.32
RADIUS_EAST, RADIUS_NORTH = 20.0, 15.5
SPACING: Final = 1.97
BOX: Final = 32.0
DIGITS: Final = 5

SEAT: Final = "清源镇"
STREETS: Final = ("文昌街道", "南湖街道")
TOWNS: Final = ("石桥镇", "龙泉镇", "柳林镇", "青石镇", "双溪镇", "大湾镇", "凤鸣镇", "沙河镇", "古渡镇")
TOWNSHIPS: Final = ("新河乡", "白鹭乡", "云岭乡", "松岗乡", "竹坪乡", "红岩乡", "月塘乡", "杏花乡")
GIVEN: Final = {SEAT: ("东风社区",), "新河乡": ("南湾村",), "白鹭乡": ("柳树沟村",), "石桥镇": ("后山村",)}
FIRST_NUMBERS: Final = {"道": 1, "镇": 100, "乡": 200}
TWINS: Final = ("和平村", "新建村", "团结村")
COMMUNITIES: Final = (
    "建设 文化路 滨河 新华 光明 学府 公园 北门 南门 西关 东关 车站 人民路 友谊 春晖 锦绣 向阳 康乐 金桥 朝晖 "
    "花园 幸福 桂园 翠湖 体育场 书院 钟楼 老街 商城 棉纺厂 机械厂 粮库 广场 望江 湖滨 清泉 平安 长青 星光 丽景 "
    "和顺 百花 梅园 迎春 解放路 河东 河西 桥头 塔山 龙门 双桥 水厂 电厂 农机 供销 林场 茶场 苗圃 灯塔 永安 兴隆 阳光"
)
FIRST: Final = "东西南北上下前后大小新老高长青白红金石双三柳杨松竹桃李槐梨枣杏荷兰"
SECOND: Final = "湾坪岭岗坡沟塘河溪泉桥庄店屯寨坝井台洼口园畈冲"
HOUSEHOLDS: Final = {"111": (900, 2300), "112": (700, 1700), "121": (420, 980), "210": (300, 620), "220": (150, 560)}


class Piece(NamedTuple):
    """A place of the county: its row in the list, and its outline as a GeoJSON geometry."""

    row: Row
    geometry: dict[str, Any]


def load(*, by: Doer, now: datetime) -> None:
    """Put the county into the database: two lists, as an installation would take over its own."""
    pieces = territory()
    actions.load_codes([piece.row for piece in pieces], by=by, now=now, on=VALID_FROM, source="demo")
    features = [{"type": "Feature", "properties": {"code": piece.row.code}, "geometry": piece.geometry} for piece in pieces]
    actions.load_boundaries(features, by=by, now=now, on=now.date(), source="demo")


@lru_cache(maxsize=1)
def territory() -> tuple[Piece, ...]:
    """County, towns, villages, in the order of their codes; the same on every machine."""
    luck = Random(20260511)
    seeds = _seeds(luck)
    found = cells(seeds, BOX)
    net = Net(found)
    inside = [index for index, seed in enumerate(seeds) if _inside(seed)]
    centres = _centres([middle(found[index]) for index in inside])
    owner = _connected(net, inside, {index: _nearest(middle(found[index]), centres) for index in inside})
    towns = dict(enumerate((SEAT, *STREETS, *_shuffled([*TOWNS, *TOWNSHIPS], luck))))
    pieces = list(_towns(net, owner, towns, luck))
    households, people = _total(piece for piece in pieces if piece.row.level == codes.TOWN)
    lat, lon = _centre(net, inside)
    county = Row(COUNTY, COUNTY_NAME, codes.COUNTY, households=households, population=people, lat=lat, lon=lon)
    return tuple(sorted([Piece(county, _shape(net.outline(inside))), *pieces], key=lambda piece: piece.row.code))


def _inside(point: Point) -> bool:
    """A bean-like outline: an ellipse with a few slow waves."""
    angle = math.atan2(point[1] / RADIUS_NORTH, point[0] / RADIUS_EAST)
    reach = 1 + 0.10 * math.sin(2 * angle + 0.6) + 0.07 * math.sin(3 * angle + 2.1) + 0.04 * math.sin(5 * angle)
    return math.hypot(point[0] / RADIUS_EAST, point[1] / RADIUS_NORTH) < reach


def _seeds(luck: Random) -> list[Point]:
    """A jittered honeycomb, denser around the county seat; those outside only give the border its shape."""
    rows = range(int(-BOX / SPACING), int(BOX / SPACING) + 1)
    grid = [((col + (row % 2) / 2) * SPACING, row * SPACING * 0.866) for row, col in product(rows, rows)]
    wide = [point for point in grid if math.hypot(*point) > 4.2 and math.hypot(point[0], point[1] * 1.2) < BOX * 0.95]
    dense = [(x * 0.55, y * 0.55) for x, y in grid if math.hypot(x, y) * 0.55 <= 4.0]
    jitter = SPACING * 0.36
    moved = [(x + luck.uniform(-jitter, jitter), y + luck.uniform(-jitter, jitter)) for x, y in wide]
    return moved + [(x + luck.uniform(-0.3, 0.3), y + luck.uniform(-0.3, 0.3)) for x, y in dense]


def _centres(points: Sequence[Point]) -> list[Point]:
    """Where the towns lie: the seat and two streets in the middle, then each as far from all before as possible, evened out."""
    centres: list[Point] = [(0.0, 1.6), (-1.9, -1.3), (1.9, -1.2)]
    fixed = len(centres)
    while len(centres) < 1 + len(STREETS) + len(TOWNS) + len(TOWNSHIPS):
        centres.append(max(points, key=lambda point: min(math.dist(point, centre) for centre in centres)))
    for _turn in range(6):
        groups: dict[int, list[Point]] = {}
        for point in points:
            groups.setdefault(_nearest(point, centres), []).append(point)
        for index in range(fixed, len(centres)):
            group = groups[index]
            centres[index] = (sum(x for x, _y in group) / len(group), sum(y for _x, y in group) / len(group))
    return centres


def _nearest(point: Point, centres: Sequence[Point]) -> int:
    return min(range(len(centres)), key=lambda index: math.dist(point, centres[index]))


def _connected(net: Net, inside: Iterable[int], owner: dict[int, int]) -> dict[int, int]:
    """Every town in one piece: a village cut off from its town goes to the town most of its neighbours belong to."""
    near = net.neighbours(inside)
    for town in sorted(set(owner.values())):
        left = {index for index, of in owner.items() if of == town}
        parts = []
        while left:
            part = _reach(min(left), left, near)
            left -= part
            parts.append(part)
        for part in sorted(parts, key=len)[:-1]:
            around = Counter(owner[other] for index in part for other in near[index] if owner[other] != town)
            owner |= dict.fromkeys(part, max(sorted(around), key=lambda of: around[of]))
    return owner


def _reach(start: int, allowed: set[int], near: dict[int, set[int]]) -> set[int]:
    found, looking = {start}, [start]
    while looking:
        new = (near[looking.pop()] & allowed) - found
        found |= new
        looking += new
    return found


def _shuffled(names: list[str], luck: Random) -> list[str]:
    luck.shuffle(names)
    return names


class _Names:
    """Hands out names of villages and communities: first those the town must have, then the next of the invented ones."""

    def __init__(self, towns: Iterable[str], luck: Random) -> None:
        outer = sorted(set(towns) - {SEAT, *STREETS})
        twins = dict(zip(outer[::3], TWINS * 2, strict=True))
        self._wanted = {town: [f"{town[:-1]}社区", *filter(None, [twins.get(town)])] for town in outer}
        for town, names in GIVEN.items():
            self._wanted.setdefault(town, []).extend(names)
        taken = {name for names in self._wanted.values() for name in names}
        villages = _shuffled([f"{a}{b}村" for a, b in product(FIRST, SECOND)], luck)
        communities = [f"{word}社区" for word in COMMUNITIES.split()]
        self._next = {
            True: iter([name for name in communities if name not in taken]),
            False: iter([name for name in villages if name not in taken]),
        }

    def pick(self, town: str, *, urban: bool) -> str:
        """A name of the right kind for the town."""
        wanted = self._wanted.get(town, [])
        for name in wanted:
            if name.endswith("社区") == urban:
                wanted.remove(name)
                return name
        return next(self._next[urban])


def _towns(net: Net, owner: dict[int, int], towns: dict[int, str], luck: Random) -> Iterator[Piece]:
    names = _Names(towns.values(), luck)
    numbers = {kind: iter(range(first, first + 99)) for kind, first in FIRST_NUMBERS.items()}
    for town, name in towns.items():
        members = _in_order(net, [index for index, of in owner.items() if of == town])
        code = f"{COUNTY}{next(numbers[name[-1]]):03d}"
        inner = list(_villages(net, members, code, name, names, luck))
        households, people = _total(inner)
        lat, lon = _centre(net, members)
        row = Row(code, name, codes.TOWN, households=households, population=people, lat=lat, lon=lon)
        yield Piece(row, _shape(net.outline(members)))
        yield from inner


def _total(pieces: Iterable[Piece]) -> tuple[int, int]:
    """(households, people) of villages, or of towns."""
    rows = [piece.row for piece in pieces]
    return sum(row.households or 0 for row in rows), sum(row.population or 0 for row in rows)


def _communities(town: str) -> int:
    """How many of a town's places are communities rather than villages."""
    return 18 if town in STREETS else 14 if town == SEAT else 2 if town.endswith("镇") else 1


def _villages(net: Net, members: Sequence[int], code: str, town: str, names: _Names, luck: Random) -> Iterator[Piece]:
    """The innermost ones are communities, the others villages; numbered as the statistics do: from 001 and from 200."""
    spots = {index: middle(net.rings[index]) for index in members}
    centre = (sum(x for x, _y in spots.values()) / len(spots), sum(y for _x, y in spots.values()) / len(spots))
    inner = set(sorted(members, key=lambda index: math.dist(spots[index], centre))[: _communities(town)])
    numbers = {True: iter(range(1, 200)), False: iter(range(200, 400))}
    for index in members:
        built = index in inner
        kind = _kind(town, built=built)
        lat, lon = _centre(net, [index])
        households = luck.randint(*HOUSEHOLDS[kind])
        row = Row(
            f"{code}{next(numbers[built]):03d}",
            names.pick(town, urban=built),
            codes.VILLAGE,
            kind=kind,
            households=households,
            population=round(households * luck.uniform(2.4, 3.3)),
            lat=lat,
            lon=lon,
        )
        yield Piece(row, _shape(net.outline([index])))


def _kind(town: str, *, built: bool) -> str:
    """Urban-rural class: 111 main city, 112 its fringe, 121 town centre, 210 township centre, 220 village."""
    if town in STREETS or town == SEAT:
        return ("111" if town in STREETS else "112") if built else "220"
    if not built:
        return "220"
    return "121" if town.endswith("镇") else "210"


def _in_order(net: Net, members: Iterable[int]) -> list[int]:
    """From west to east, then north to south, as grids are numbered."""
    return sorted(members, key=lambda index: (round(middle(net.rings[index])[0] / 3), -middle(net.rings[index])[1]))


def _degrees(point: Point) -> list[float]:
    east = point[0] / (KM_PER_DEGREE * math.cos(math.radians(LAT)))
    return [round(LON + east, DIGITS), round(LAT + point[1] / KM_PER_DEGREE, DIGITS)]


def _shape(rings: Sequence[Sequence[Point]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[_degrees(point) for point in ring] for ring in rings]}


def _centre(net: Net, members: Sequence[int]) -> tuple[float, float]:
    lon, lat = _degrees(middle(net.outline(members)[0][:-1]))
    return lat, lon
