"""Which scripts are played when and about what: over the year, just now, and for everybody who would have nothing to do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from sixia.config.demo import hours, scripts, speech
from sixia.config.demo.comings import Coming, Year
from sixia.config.demo.founding import County
from sixia.config.demo.scripts import Script
from sixia.config.demo.speech import Situation
from sixia.people.models import Unit
from sixia.places.models import Place

FULL = 3000
"""The size at which scripts are played as often as their tables say."""
PLAIN = frozenset({"hear", "dispatch", "accept", "contact"})
LEADS = Script(steps="hear 30m dispatch 2h accept", today=1, tail="4h")
ASSISTS = Script(steps="hear 30m dispatch 2h accept 1h callin", today=1, tail="3h")


def scripted(year: Year, county: County, size: int) -> Iterator[tuple[Coming, Script]]:
    """Every script as often as this size wants, at least once: those of the year at any time, today's to end just now."""
    luck = Random(f"{year.seed}/scripts")
    share = min(1.0, size / FULL)
    steady = [row for row in speech.situations() if row.weight and is_steady(county, row)]
    for script in scripts.SCRIPTS:
        for _turn in range(max(1, round((script.year or script.today) * share))):
            at = _start(script, year, county, luck)
            yield _cast(script, at, year, county, steady, luck), script


def _start(script: Script, year: Year, county: County, luck: Random) -> datetime:
    if script.today:
        spread = timedelta(minutes=luck.uniform(0, 2)) + (scripts.duration(script.tail) or timedelta()) * luck.uniform(0, 0.2)
        return year.now - script.length() - (scripts.duration(script.tail) or timedelta()) - spread
    room = timedelta(days=360) - script.length() * 2 - timedelta(days=25)
    at = year.now - timedelta(days=360) + room * luck.random()
    return hours.office(county.book.calendar("cn"), at, luck)


def _cast(script: Script, at: datetime, year: Year, county: County, steady: list[Situation], luck: Random) -> Coming:
    """The coming that a script begins with."""
    situation = _situation(script, at, steady, luck)
    one = year.coming(at, luck, situation=situation)
    name, phone = one.caller
    traits: dict[str, object] = {"name": name, "phone": phone, "secret": False, **script.traits}
    if script.kind:
        traits |= {"kind": script.kind}
    if situation and situation.category in ("corruption", "false_work"):
        traits |= {"named_units": (county.town(one.place).pk,)}
    if script.traits.get("urgent") or county.book.category(one.category).restricted:
        traits |= {"category": one.category}
    given = {"channel": script.channel or ("phone" if one.channel == "visit" else one.channel), "traits": traits}
    one = replace(one, **given)  # type: ignore[arg-type]
    return year.with_others(one, script.others, luck, within=timedelta(hours=1)) if script.others else one


def _situation(script: Script, at: datetime, steady: list[Situation], luck: Random) -> Situation | None:
    if script.category:
        return luck.choice([row for row in speech.situations() if row.category == script.category])
    if {verb for _pause, verb in script.parsed()} <= PLAIN:
        return None
    return luck.choices(steady, [row.weight for row in steady])[0]


def is_steady(county: County, row: Situation) -> bool:
    """Whether the rules leave some days for it, allow more, and want two people to look at the answer."""
    category = county.book.category(row.category)
    kind = row.kind or category.kind
    norm = county.book.norm("handle", category=row.category, level=category.triage, kind=kind)
    return norm is not None and norm.limit.unit == "workday" and norm.limit.amount >= 5 and norm.extensions > 0 and norm.four_eyes


def for_idle(year: Year, county: County, unit: Unit) -> tuple[Coming, Script, Unit | None] | None:
    """Something for a unit that has nothing to do now: a case it leads, or one in which it is called in (then named)."""
    luck = Random(f"{year.seed}/idle/{unit.code}")
    places = [place for place in county.villages if place.path.startswith(county.places[unit.place_id].path)]
    for leads in (True, False):
        found = [(row, place) for row in speech.situations() if (place := _where(county, row, unit, places, luck, leads=leads))]
        if found:
            situation, place = luck.choice(found)
            script = LEADS if leads else ASSISTS
            one = year.coming(_start(script, year, county, luck), luck, situation=situation, place=place)
            name, phone = one.caller
            channel = "phone" if one.channel == "visit" else one.channel
            return replace(one, channel=channel, traits={"name": name, "phone": phone}), script, None if leads else unit
    return None


def _where(county: County, row: Situation, unit: Unit, places: list[Place], luck: Random, *, leads: bool) -> Place | None:
    """A place at which the unit leads or assists in such a matter, or None."""
    fit = [place for place in places if speech.fits(place.name, row.where)]
    if not fit:
        return None
    place = luck.choice(fit)
    units = county.owing(row.category, place)
    return place if unit in (units[:1] if leads else units[1:]) else None
