"""Promises and leaders in charge of the demo county: which scripts are played, and about what. Knows no page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Final

from sixia.config.demo import offices, scripts, speech
from sixia.config.demo.comings import Coming, Year
from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.config.demo.leading import GONE, Led
from sixia.config.demo.planning import is_steady
from sixia.config.demo.present import Present
from sixia.config.demo.scripts import Script
from sixia.config.demo.speech import Situation
from sixia.people import actions as people
from sixia.people import rules as role
from sixia.people.actors import SYSTEM

_HAND: Final = "hear 40m dispatch 3h accept 3h contact"
_ASKED: Final = f"{_HAND} 60d ask_leader"
_NAMED: Final = f"{_ASKED} 2d name_leader"
_MET: Final = f"{_NAMED} 2d plan 6d meet 1h step"
_ANSWER: Final = "answer 3h approve"
SLACK: Final = ((timedelta(days=40), timedelta(days=11)), (timedelta(days=5), timedelta(days=4)))
"""Weekends and holidays make a script longer than its pauses: from such a length on, begun so much earlier."""

SCRIPTS: Final = (
    # Leaders in charge: every state, and every way out.
    Script(steps=_ASKED, tail="1d"),
    Script(steps=f"{_HAND} 150d mark 20d ask_leader", tail="2d"),
    Script(steps=f"{_ASKED} 2d no_leader", tail="9d"),
    Script(steps=_NAMED, tail="1d"),
    Script(steps=f"{_NAMED} 2d plan", tail="4d"),
    Script(steps=f"{_MET} 1h vow:20", tail="6d"),
    Script(steps=f"{_HAND} 120d ask_leader 1d name_leader 2d plan 8d meet 1h step 20d meet 1d step 1h other_step", tail="10d"),
    Script(steps=f"{_NAMED} 2d plan", tail="38d"),
    Script(steps=f"{_MET} 28d meet 28d meet 20d longer 2d meet 1h step 1h vow:12", tail="5d"),
    Script(steps=f"{_MET} 10d pass_on 5d meet", tail="7d"),
    Script(steps=f"{_HAND} 40d ask_leader 1d name_gone 2d plan 10d meet 30d call_away", tail="3d", category="sewer"),
    Script(steps=f"{_MET} 20d {_ANSWER} 2d yes 1d release", tail="20d"),
    Script(steps=f"{_HAND} 185d ask_leader 1d name_leader 2d plan 5d meet 10d {_ANSWER} 2d yes 1d release", tail="30d"),
    Script(
        steps=f"{_HAND} 5d {_ANSWER} 1d no 4h accept 2h contact 1d {_ANSWER} 1d no 40d ask_leader 1d name_leader 2d plan 6d meet "
        "10d explain 1d lawful 1d release",
        tail="15d",
    ),
    Script(steps=f"{_MET} 9d agree 2d takeback 1d release", tail="12d"),
    # Cases that have grown old and ended in different ways, and some that nobody leads yet.
    Script(steps=f"{_HAND} 200d note", tail="5d"),
    Script(steps=f"{_HAND} 230d interim", tail="9d"),
    Script(steps=f"{_HAND} 190d {_ANSWER} 2d yes", tail="40d"),
    Script(steps=f"{_HAND} 195d takeback", tail="25d"),
    Script(steps=f"{_HAND} 185d {_ANSWER} 8d attempt 1d attempt_sms 1d attempt 7d giveup", tail="11d"),
    # Promises to residents: open, pressing, late, kept, broken, moved, disputed.
    Script(steps=f"{_HAND} 1d promise:20", tail="3d"),
    Script(steps=f"{_HAND} 1d promise:9 7d soon", tail="1h"),
    Script(steps=f"{_HAND} 1d promise:6 7d overdue", tail="2d"),
    Script(steps=f"{_HAND} 1d promise:10 7d claim", tail="1d"),
    Script(steps=f"{_HAND} 1d promise:10 6d claim 1d kept 1d {_ANSWER} 1d yes", tail="12d"),
    Script(steps=f"{_HAND} 1d promise:8 5d claim 1d kept_by_call 1d publish", tail="8d"),
    Script(steps=f"{_HAND} 1d promise:4 5d overdue 4d claim 1d kept", tail="10d"),
    Script(steps=f"{_HAND} 1d promise:4 5d overdue 3d unkept", tail="6d"),
    Script(steps=f"{_HAND} 1d promise:4 5d overdue 2d unkept 6d kept", tail="5d"),
    Script(steps=f"{_HAND} 1d promise:5 6d overdue 16d forgotten", tail="1d"),
    Script(steps=f"{_HAND} 1d promise:10 6d move:14", tail="4d"),
    Script(steps=f"{_HAND} 1d promise:6 4d move:6 5d claim 2d kept", tail="9d"),
    Script(steps=f"{_HAND} 1d promise:5 3d claim 1d kept 4d undone", tail="5d"),
    Script(steps=f"{_HAND} 1d promise:25 4d claim 1d undone", tail="2d"),
    Script(steps=f"{_HAND} 1d promise:12", tail="4d", category="sewer"),
    Script(steps=f"{_HAND} 1d promise:9 6d claim 1d kept 1d {_ANSWER} 1d yes", tail="20d", category="sewer"),
)
TO_PLACES: Final = (
    # Promises to the people of a place, without a case: the public board.
    Script(steps="place:30 1d publish", tail="12d"),
    Script(steps="place:15 1d publish", tail="12d"),
    Script(steps="place:20 1d publish 21d overdue", tail="4d"),
    Script(steps="place:25 1d publish 20d claim 2d kept", tail="30d"),
    Script(steps="place:20 1d publish 15d claim 1d kept", tail="60d"),
    Script(steps="place:20 1d publish 21d overdue 4d claim 2d kept", tail="50d"),
    Script(steps="place:30 1d publish 31d overdue 5d unkept", tail="70d"),
    Script(steps="place:15 1d publish 16d overdue 5d unkept 20d kept", tail="40d"),
    Script(steps="place:30 1d publish 10d move:30 1d publish", tail="3d"),
    Script(steps="place:25 1d publish", tail="9d"),
    Script(steps="place:18 1d publish 14d claim", tail="1d"),
    Script(steps="place:40 1d publish", tail="6d"),
    Script(steps="group:40 2d publish 3d veil", tail="14d"),
)


def journeys(hand: Present, year: Year, county: County) -> Iterator[tuple[datetime, int, Journey]]:
    """Each script once, ending where its tail says; played by the rooms' own actions."""
    call_in_deputy(county)
    luck = Random(f"{year.seed}/oversight")
    steady = [row for row in speech.situations() if row.weight and not row.kind and is_steady(county, row)]
    for number, script in enumerate((*SCRIPTS, *TO_PLACES)):
        one = _coming(script, year, county, steady, luck)
        yield one.at, one.number, Led(hand, county, one, spot=number).run(script, hours=True)


def call_in_deputy(county: County) -> None:
    """A deputy who led building until lately: a post that ends while its holder is in charge."""
    row = people.NewAccount(username=GONE, name="演示·邵副县长", email=f"{GONE}@example.org")
    county.accounts[GONE] = people.open_accounts([row], by=SYSTEM, now=county.founded)[0]
    post = {"title": "原分管城乡建设", "by": SYSTEM, "now": county.founded}
    people.appoint(county.accounts[GONE], county.units[offices.BUILD], role.LEADER, **post)  # type: ignore[arg-type]


def _coming(script: Script, year: Year, county: County, steady: list[Situation], luck: Random) -> Coming:
    slack = next((more for length, more in SLACK if script.length() > length), timedelta())
    at = year.now - script.length() - (scripts.duration(script.tail) or timedelta()) - slack
    rows = [row for row in speech.situations() if row.category == script.category] or steady
    one = year.coming(at, luck, situation=luck.choice(rows))
    name, phone = one.caller
    return replace(one, channel="phone", traits={"name": name, "phone": phone, "secret": False, "category": one.category})
