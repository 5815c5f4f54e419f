"""The board of all indicators, and one indicator in full: by month, place, unit and topic, each number beside its list."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View

from sixia.insight.figures.desk.asking import UNSORTED, Asked, topic_names
from sixia.insight.figures.models import Subscription
from sixia.insight.figures.queries import boards, known
from sixia.insight.figures.queries.reach import PUBLIC, READERS
from sixia.insight.figures.queries.sums import values
from sixia.insight.figures.rules.indicators import INDICATORS, RATE, REGISTRY, TIME, YEAR, Indicator, Value
from sixia.insight.figures.rules.shades import shades
from sixia.insight.figures.templatetags.figures import brief
from sixia.people.desk.base import DeskMixin
from sixia.places import queries as territory
from sixia.places.models import Place


class BoardPage(DeskMixin, View):
    """What boards share: for whom they are, and the question in the address."""

    roles = READERS

    @cached_property
    def now(self) -> Any:
        """One moment for the whole page."""
        return timezone.now()

    @cached_property
    def asked(self) -> Asked:
        """The question."""
        return Asked(self.request.GET, self.actor, self.now)

    def shared(self) -> dict[str, Any]:
        """What every board's template needs."""
        return {"now": self.now, "asked": self.asked, "cut": self.asked.cut, "read_at": known.counted_at()}


class Board(BoardPage):
    """`/desk/insight/figures`."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        asked = self.asked
        mine = Subscription.objects.visible_to(self.actor).filter(kind=Subscription.BOARD, asked=asked.query).first()
        context = {
            **self.shared(),
            **lines_of(asked, INDICATORS),
            "subscription": mine,
        }
        return render(request, "figures/desk/board.html", context)


def lines_of(asked: Asked, ones: Sequence[Indicator]) -> dict[str, Any]:
    """What the two tables of a board show: rates and means, and times."""
    lines = boards.board(ones, asked.cut, asked.reach, asked.who)
    return {
        "rates": [line for line in lines if line.one.kind != TIME],
        "times": [line for line in lines if line.one.kind == TIME],
    }


class One(BoardPage):
    """`/desk/insight/figures/<key>`."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; 404 for no such indicator."""
        one = indicator(kwargs["key"])
        asked, who = self.asked, self.actor
        cut, reach = asked.cut, asked.reach
        year = boards.last_year(cut)
        context = {
            **self.shared(),
            "one": one,
            "value": values([one], cut, reach, who).get(None, {}).get(one.key, boards.EMPTY),
            "before": values([one], cut.before, reach, who).get(None, {}).get(one.key, boards.EMPTY),
            "months": [
                (at, found[one.key], asked.query_with(span=at.strftime("%Y-%m")))
                for at, found in boards.by_month([one], year, reach, who)
            ],
            "groups": boards.by_unit(one, cut, reach, who, PUBLIC) if one.unit != YEAR else [],
            "topics": self._topics(one) if one.unit != YEAR else [],
            "is_rate": one.kind == RATE,
            "is_time": one.kind == TIME,
            **self._places(boards.by_place(one, cut, reach, who), one),
        }
        return render(request, "figures/desk/one.html", context)

    def _topics(self, one: Indicator) -> list[tuple[str, str, Value, str]]:
        """Code, name, value and the question of its lists, in the catalog's order; unknown codes last. A topic's own number,
        without those of topics beneath it."""
        found, names = boards.by_topic(one, self.asked.cut, self.asked.reach, self.actor), topic_names(self.now)
        order = {code: number for number, code in enumerate(names)}
        rows = sorted(found.items(), key=lambda row: (order.get(row[0], len(order)), row[0]))
        return [
            (code, names.get(code, code), value, self.asked.query_with(topic=code or UNSORTED, own="1"))
            for code, value in rows
            if value.whole or value.part
        ]

    def _places(self, found: Mapping[str, Value], one: Indicator) -> dict[str, Any]:
        """The rows by place, and the map's features."""
        rows = places_with(found, self.asked)
        return {
            "places": [(place, value, address(place, rows, self.asked)) for place, value in rows],
            **drawn(rows, one, self.asked),
        }


def indicator(key: str) -> Indicator:
    """The indicator of this key; 404 for none."""
    found = REGISTRY.get(key)
    if found is None:
        raise Http404
    return found


def places_with(found: Mapping[str, Value], asked: Asked) -> list[tuple[Place, Value]]:
    """The places of these paths with their values, by path. A place's own number, without those of places within it."""
    rows = known.places([path for path, value in found.items() if value.whole or value.part], asked.today)
    return [(row, found[row.path]) for row in rows]


def address(place: Place, rows: Sequence[tuple[Place, Value]], asked: Asked) -> str:
    """The question of a row's lists: of the place itself where places within it stand in rows of their own."""
    above = any(other.path.startswith(place.path) for other, _value in rows if other is not place)
    return asked.query_with(place=place.code, here="1" if above else "")


def drawn(rows: list[tuple[Place, Value]], one: Indicator, asked: Asked) -> dict[str, Any]:
    """Features for the map, from the lightest with the least to the darkest with the most."""
    by_code = {place.code: (place, value) for place, value in rows}
    dark = shades({place.code: shade_of(value, one) for place, value in rows})
    features = territory.geojson([place for place, _value in rows])
    for feature in features["features"]:
        place, value = by_code[feature["id"]]
        page = f"{reverse('desk_figure', args=[one.key])}?{asked.query_with(place=place.code)}"
        feature["properties"] = {"name": place.name, "value": shown(value, one), "level": dark[place.code], "url": page}
    return {"features": features, "has_map": bool(features["features"])}


def shown(value: Value, one: Indicator) -> str:
    """A value on a map: what the table says, and of a time how many."""
    return f"{brief(value, one)} · {value.whole}" if one.kind == TIME else brief(value, one)


def shade_of(value: Value, one: Indicator) -> float | None:
    """What a map shades by: the percentage of a rate, so many each, or the median; None where there are too few to say."""
    if one.kind == TIME:
        return value.median.hours if value.median else None
    return None if value.percent is None else value.part / value.whole
