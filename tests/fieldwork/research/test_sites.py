"""Sites by lot, by need and by hand; what was suggested stays; asked twice is said."""

from dataclasses import asdict

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sixia.cases import actions as cases
from sixia.fieldwork.research import actions
from sixia.fieldwork.research.models import Site, Suggestion
from sixia.fieldwork.research.queries import sites as reads
from sixia.fieldwork.research.rules import lots
from sixia.fieldwork.research.rules.need import Weights
from sixia.kit.flow import Refused
from sixia.kit.journal import timeline
from sixia.kit.models import Entry
from sixia.places.models import Place
from tests.fieldwork.research.making import fielded, planned, went
from tests.town import DAY, HOUR, NOW, Town

EAST1, EAST2, WEST1 = "990101100001", "990101100002", "990101200001"


def test_a_lot_can_be_drawn_again_from_what_is_published(town: Town) -> None:
    topic = planned(town)
    seal = Entry.objects.get(stream=topic.stream).hash[:16]
    made = actions.suggest(topic, way="lot", level="village", count=2, by=town.who("handler"), now=NOW)
    assert (made.seed, made.pool) == (seal, [EAST1, EAST2, WEST1])
    drawn = [Place.objects.get(pk=pk).code for pk in made.suggested]
    assert drawn == lots.draw(made.seed, made.pool, 2)
    again = actions.suggest(topic, way="lot", level="village", count=2, by=town.who("handler"), now=NOW)
    assert (again.number, again.seed != made.seed) == (2, True)
    assert [line.facts["seed"] for line in timeline(topic.stream)[1:]] == [made.seed, again.seed]


def test_need_is_a_sum_of_what_the_reader_may_count(town: Town) -> None:
    topic = planned(town)
    town.dispatched()
    closed = town.heard(text="东二村有人举报村干部", place=town.places[EAST2].pk)
    cases.dispatch(closed, category="lamp", unit=town.units["housing"], by=town.who("dispatcher"), now=NOW + HOUR)
    cases.restrict(closed, reason="涉及干部", by=town.who("dispatcher"), now=NOW + HOUR)
    made = actions.suggest(topic, way="need", level="village", count=3, by=town.who("handler"), now=NOW + DAY)
    first = Place.objects.get(code=EAST1)
    assert made.pool == []
    assert made.suggested[0] != first.pk, "silence weighs more than one open case"
    parts = {str(pk): {code: (n, points) for code, n, points in rows} for pk, rows in made.shown.items()}
    assert parts[str(first.pk)] == {"open": (1, 1), "repeats": (0, 0), "negatives": (0, 0), "never": (0, 12), "silent": (0, 0)}
    other = str(Place.objects.get(code=EAST2).pk)
    assert parts[other]["open"] == (0, 0)
    assert parts[other]["silent"] == (180, 3)
    equal = [pk for pk in made.suggested if pk != first.pk]
    assert equal == sorted(equal, key=lambda pk: lots.lot(made.seed, Place.objects.get(pk=pk).code)), (
        "the lot decides among equals"
    )
    assert made.weights == asdict(Weights()), "what was in force that day stays with the list"


def test_a_visit_that_was_held_lowers_the_need(town: Town) -> None:
    topic = fielded(town)
    went(town, topic)
    places = list(reads.candidates(topic, NOW, "village"))
    who = town.who("handler")
    with CaptureQueriesContext(connection) as asked:
        facts = reads.facts(topic, places, Weights(), who, NOW + 40 * DAY)
    assert len(asked) == 3
    assert [facts[place.pk].months for place in places] == [1, None, None]


def test_chosen_stands_beside_suggested(town: Town) -> None:
    topic = planned(town)
    by = town.who("handler")
    made = actions.suggest(topic, way="lot", level="village", count=2, by=by, now=NOW)
    first, second = (Place.objects.get(pk=pk) for pk in made.suggested)
    site = actions.choose(topic, place=first, suggestion=made, by=by, now=NOW)
    assert (site.way, site.suggestion) == ("lot", made)
    assert actions.choose(topic, place=first, suggestion=made, by=by, now=NOW) == site
    rows = reads.shown(made, topic.sites.all(), {first.pk: first, second.pk: second})
    assert [(row.place, row.taken, len(row.lot)) for row in rows] == [(first, True, 12), (second, False, 12)]


def test_by_hand_needs_a_reason_and_stays_within(town: Town) -> None:
    topic = planned(town, place=town.places["990101100"])
    by = town.who("handler")
    with pytest.raises(Refused, match="say why you go there"):
        actions.choose(topic, place=town.places[EAST1], by=by, now=NOW)
    with pytest.raises(Refused, match="outside the territory"):
        actions.choose(topic, place=town.places[WEST1], reason="想去", by=by, now=NOW)
    foreign = actions.suggest(planned(town), way="lot", level="village", count=3, by=by, now=NOW)
    with pytest.raises(Refused, match="say why you go there"):
        actions.choose(topic, place=town.places[EAST1], suggestion=foreign, by=by, now=NOW)
    assert actions.choose(topic, place=town.places[EAST1], reason="投诉最多", by=by, now=NOW).way == "hand"


@pytest.mark.parametrize(
    ("way", "level", "count"), [("lot", "village", 0), ("hand", "village", 2), ("lot", "county", 2), ("lot", "grid", 1)]
)
def test_what_cannot_be_drawn_is_refused(town: Town, way: str, level: str, count: int) -> None:
    with pytest.raises(Refused) as refused:
        actions.suggest(planned(town), way=way, level=level, count=count, by=town.who("handler"), now=NOW)
    assert refused.value.code == "guard"
    assert not Suggestion.objects.exists()


def test_a_site_is_left_out_with_a_reason_until_somebody_went(town: Town) -> None:
    topic = fielded(town)
    by = town.who("handler")
    site = topic.sites.get()
    with pytest.raises(Refused, match="Say why it is left out"):
        actions.leave_out(site, reason=" ", by=by, now=NOW)
    went(town, topic, held=False)
    with pytest.raises(Refused, match="it stays a site"):
        actions.leave_out(site, reason="路断了", by=by, now=NOW)
    other = actions.choose(topic, place=town.places[EAST2], reason="也多", by=by, now=NOW)
    actions.leave_out(other, reason="路断了", by=by, now=NOW)
    assert Site.objects.get(pk=other.pk).left_at == NOW
    assert actions.choose(topic, place=town.places[EAST2], reason="路通了", by=by, now=NOW).pk != other.pk


def test_asked_twice_is_said_but_a_surprise_is_kept(town: Town) -> None:
    county = fielded(town)
    village = planned(town, by="easter", unit="east", lead=town.accounts["easter"], place=town.places["990101100"])
    places = [town.places[EAST1]]
    assert reads.in_two_topics(village, places, town.who("easter")) == []
    assert [row.topic for row in reads.in_two_topics(village, places, town.who("supervisor"))] == [county]
    went(town, county)
    assert [row.topic for row in reads.in_two_topics(village, places, town.who("easter"))] == [county]
    other = planned(town, by="easter", unit="east", lead=town.accounts["easter"], place=places[0], title="养老服务", category="")
    assert reads.in_two_topics(other, places, town.who("easter")) == []
