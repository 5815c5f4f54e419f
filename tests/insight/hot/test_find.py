"""Issues are found in words alone: one place and one matter, however it is said; what is everywhere is no issue."""

import json

from sixia.insight.hot import evaluating
from sixia.insight.hot.rules import finding, heat, lexicon, marks
from tests.insight.hot.made import of, voices

MADE = voices()
FOUND = finding.find(MADE)
LEXICON = lexicon.learn(["\n".join(marks.form(one)) for one in MADE])


def test_the_words_of_a_county_are_learnt_without_a_dictionary() -> None:
    assert {"砖瓦厂", "黑烟", "麻将馆", "电梯"} <= LEXICON.words.keys()
    assert LEXICON.split("投诉松月小区附近砖瓦厂排放黑烟")[-1] == "黑烟"
    assert "".join(LEXICON.split("从来没人写过的句子")) == "从来没人写过的句子"
    again = lexicon.Lexicon.of(json.loads(json.dumps(LEXICON.plain())))
    assert again == LEXICON
    assert lexicon.learn([]).split("无话") == ["无", "话"]


def test_words_of_letters_stay_whole() -> None:
    said = ["The brick works is smoking again", "smoke from the brick works", "no brick works here", "brick works at night"]
    learnt = lexicon.learn([one.casefold() for one in said])
    assert learnt.split("brick works smoking") == ["brick", "works", "smoking"]


def test_an_incident_is_one_issue_and_its_estate_has_others() -> None:
    plant = next(one for one in FOUND if len(of(MADE, "p") & set(one.keys)) > 10)
    assert not plant.everywhere
    assert len(of(MADE, "p") & set(plant.keys)) >= 13
    assert len(set(plant.keys) - of(MADE, "p")) <= 1, "the estate's street lamps are another matter"
    assert FOUND.index(plant) < 2
    assert "砖瓦厂" in plant.line
    assert any("砖瓦厂" in word for word in plant.phrases)


def test_heat_says_why_and_votes_count() -> None:
    first = FOUND[:2]
    lift = next(one for one in first if of(MADE, "l") & set(one.keys))
    parts = dict(lift.heat.why)
    assert parts[heat.VOTES] > parts[heat.PEOPLE] > 0
    assert abs(sum(parts.values()) - lift.heat.total) <= len(parts)
    assert lift.plain()["facts"]["up"] == 300


def test_what_is_everywhere_is_told_apart() -> None:
    cards = [one for one in FOUND if len(of(MADE, "c") & set(one.keys)) >= 3]
    assert all(one.everywhere for one in cards)


def test_heat_counts_people_once_and_votes_of_one_person_once() -> None:
    one = marks.Said(key=1, at=MADE[0].at, title="a", who="x", up=10)
    same = marks.Said(key=2, at=MADE[1].at, title="a", who="x", up=8)
    nobody = marks.Said(key=3, at=MADE[2].at, title="a")
    facts = heat.facts_of([one, same, nobody, nobody])
    assert (facts.people, facts.up, facts.repeats) == (3, 10, 1)
    assert heat.heat(heat.facts_of([one])).points[heat.GROWTH] == 0


def test_nothing_is_found_in_nothing() -> None:
    assert finding.find([]) == []
    assert [one.heat.total for one in finding.find(MADE[:1])] == [10]


def test_known_incidents_are_ranked_with_reasons() -> None:
    known = {"plant": of(MADE, "p"), "lift": of(MADE, "l"), "absent": {99_999}}
    measured, _found = evaluating.known_incidents(MADE, known)
    assert measured.among(5) == 2
    assert measured.precision > 0.9
    assert measured.ranks[0].why[0][0] == heat.PEOPLE
    assert measured.ranks[2].rank == 0
