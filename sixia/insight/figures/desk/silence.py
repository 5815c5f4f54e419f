"""Silent places, and how readily people report at all."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sixia.insight.figures.desk.asking import topic_names
from sixia.insight.figures.desk.board import BoardPage
from sixia.insight.figures.queries import known, silence
from sixia.insight.figures.queries.sums import PLACE, TOPIC
from sixia.places import queries as territory

MOST = 400
LASTING = 30
"""Days a matter is taken to last, to say how many are never reported."""


class Silence(BoardPage):
    """`/desk/insight/figures/silence`."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        asked = self.asked
        found, looked = silence.silent_villages(asked.cut, asked.reach, self.actor)
        towns = silence.reporting_by(asked.cut, asked.reach, self.actor, by=PLACE)
        names = {row.path: row.name for row in known.places(towns, asked.today)}
        said = topic_names(self.now)
        topics = silence.reporting_by(asked.cut, asked.reach, self.actor, by=TOPIC)
        context = {
            **self.shared(),
            "listens": asked.reach.everything or bool(asked.reach.paths),
            "silent": found[:MOST],
            "looked": looked,
            "all": silence.reporting_by(asked.cut, asked.reach, self.actor).get(None),
            "lasting": LASTING,
            "towns": [(names[path], row) for path, row in sorted(towns.items()) if row and path in names],
            "topics": [(said[code], row) for code, row in topics.items() if row and code in said],
            **self._map(found[:MOST]),
        }
        return render(request, "figures/desk/silence.html", context)

    def _map(self, found: list[silence.Quiet]) -> dict[str, Any]:
        features = territory.geojson([row.place for row in found])
        heard = {row.place.code: row for row in found}
        for feature in features["features"]:
            row = heard[feature["id"]]
            url = f"{reverse('desk_figures')}?{self.asked.query_with(place=row.place.code)}"
            feature["properties"] = {"name": row.place.name, "value": row.found.heard, "tone": "warn", "url": url}
        return {"features": features, "has_map": bool(features["features"])}
