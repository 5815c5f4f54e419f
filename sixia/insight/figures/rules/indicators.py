"""The registry of indicators: the one place where a rate is defined. Pure data and pure arithmetic on sums of parts.

An indicator is sums of named parts, told apart by plain columns (part, bucket, day, place, unit, topic): whoever can add up
integers by these can compute it, from the tables here or from an export of them on any engine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.insight.figures.rules.buckets import Quantile, Spread, bucket_of, spread
from sixia.insight.figures.rules.parts import PARTS, is_open
from sixia.ui.text import SMALLEST_SHARE

Text = str | Promise
RATE, MEAN, TIME = "rate", "mean", "time"
DAY, YEAR = "day", "year"
TOP, BOTTOM, WAITING = "top", "bottom", "waiting"
"""Numbers that have a list behind them: above the line, below it, and of a time what is not done yet."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `top` over `bottom` are sums of parts; a part with a leading `-` is taken away.

    `kind`: a `rate` is a part of a whole, a `mean` so many each, a `time` a median and a tail out of the lengths of the one
    part in `top` with its `.cut` and `.open`. `good` is 1 where more is better, -1 where less is. `unit` is the smallest
    span it can be counted for. `left_out` says what is not in it.
    """

    key: str
    title: Text
    about: Text
    numerator: Text
    denominator: Text
    left_out: Text
    kind: str
    top: tuple[str, ...]
    bottom: tuple[str, ...]
    good: int = 1
    unit: str = DAY
    public: bool = True

    @property
    def parts(self) -> frozenset[str]:
        """Every part it is made of."""
        return frozenset(code.lstrip("-") for code in (*self.top, *self.bottom))

    def behind(self, side: str) -> tuple[str, ...]:
        """The parts that a number is the sum of; none for a number it does not have."""
        waiting = tuple(code for code in self.bottom if is_open(code)) if self.kind == TIME else ()
        return {TOP: self.top, BOTTOM: self.bottom, WAITING: waiting}.get(side, ())

    def rows(self, side: str) -> str:
        """What stands in the list behind a number; "" for no such number."""
        codes = self.behind(side)
        return PARTS[codes[0].lstrip("-")].rows if codes else ""


def _time(key: str, title: Text, about: Text, begun: Text, *, public: bool = True) -> Indicator:
    parts = (key, f"{key}.cut", f"{key}.open")
    done = _("Half of them, and nine in ten of them, are done within the times shown.")
    out = _("Nothing: what is still open counts as long as it has been open, what ended otherwise as long as it lasted.")
    return Indicator(f"time_to_{key}", title, about, done, begun, out, TIME, (key,), parts, good=-1, public=public)


_VERDICTS: Final = _("Voices judged for the first time in the span.")
_NOTHING: Final = _("Nothing but confidential cases and cases about an official or a unit.")
_UNJUDGED: Final = _("Voices not judged yet, and those that could not be reached: they are counted by themselves.")
_GRANTED: Final = _("What a unit asked to leave out and somebody else agreed to; the rate with everything stands beside it.")
INDICATORS: Final = (
    Indicator(
        "response",
        _("Response"),
        _("How often a resident is reached within the limit for the first contact."),
        _("Orders whose resident was reached within the limit."),
        _("Lead orders of the span whose limit for the first contact has come, or whose resident was reached."),
        _("Orders taken back or handed on, since the next unit has its own."),
        RATE,
        ("contacted",),
        ("to_contact",),
    ),
    Indicator(
        "resolution",
        _("Resolution, first verdict"),
        _("How often residents say at once that it is solved."),
        _("First verdicts “solved”."),
        _VERDICTS,
        _UNJUDGED,
        RATE,
        ("solved",),
        ("judged",),
    ),
    Indicator(
        "resolution_kept",
        _("Resolution, first verdict, without what was left out"),
        _("The same with granted exclusions taken away."),
        _("First verdicts “solved” that were not left out."),
        _("Voices judged for the first time that were not left out."),
        _GRANTED,
        RATE,
        ("solved", "-solved.out"),
        ("judged", "-judged.out"),
    ),
    Indicator(
        "resolution_last",
        _("Resolution, last verdict"),
        _("How often residents say in the end that it is solved, after whatever was done again."),
        _("Last verdicts “solved” of the same voices."),
        _VERDICTS,
        _UNJUDGED,
        RATE,
        ("solved_last",),
        ("judged",),
    ),
    Indicator(
        "satisfaction",
        _("Satisfaction, first verdict"),
        _("How often residents are at least fairly satisfied at once."),
        _("First verdicts “fairly satisfied” or better."),
        _VERDICTS,
        _UNJUDGED,
        RATE,
        ("content",),
        ("judged",),
    ),
    Indicator(
        "satisfaction_kept",
        _("Satisfaction, first verdict, without what was left out"),
        _("The same with granted exclusions taken away."),
        _("First verdicts “fairly satisfied” or better that were not left out."),
        _("Voices judged for the first time that were not left out."),
        _GRANTED,
        RATE,
        ("content", "-content.out"),
        ("judged", "-judged.out"),
    ),
    Indicator(
        "satisfaction_last",
        _("Satisfaction, last verdict"),
        _("How often residents are at least fairly satisfied in the end."),
        _("Last verdicts “fairly satisfied” or better of the same voices."),
        _VERDICTS,
        _UNJUDGED,
        RATE,
        ("content_last",),
        ("judged",),
    ),
    Indicator(
        "conduct",
        _("Treated decently"),
        _("How often residents say they were treated politely and patiently."),
        _("First verdicts that say the person was treated decently."),
        _("First verdicts that say how the person was treated."),
        _("Verdicts of people who had no contact with anybody."),
        RATE,
        ("decent",),
        ("treated",),
    ),
    Indicator(
        "closed_by_verdict",
        _("Closed by the resident’s verdict"),
        _("How often a case is over because its resident said so."),
        _("Cases closed because the resident agreed."),
        _("Cases closed in the span."),
        _("Cases joined to another one, and those closed in an older system."),
        RATE,
        ("ended.judged",),
        ("ended",),
    ),
    Indicator(
        "unreached",
        _("Closed without a verdict"),
        _("How often nobody could be reached by the whole protocol."),
        _("Cases closed without a verdict."),
        _("Cases closed in the span."),
        _("Cases joined to another one, and those closed in an older system."),
        RATE,
        ("ended.unjudged",),
        ("ended",),
        good=-1,
    ),
    Indicator(
        "first_dispatch_right",
        _("Right at the first dispatch"),
        _("How often the unit chosen first is the one that took it."),
        _("Cases whose first unit accepted, and still has them."),
        _("Cases dispatched in the span that some unit has accepted."),
        _("Cases that no unit has accepted yet."),
        RATE,
        ("first_right",),
        ("settled",),
        public=False,
    ),
    Indicator(
        "hops",
        _("Handed on"),
        _("How often an order is handed from unit to unit."),
        _("Lead orders that a unit has from another unit, which handed them on."),
        _("Cases dispatched in the span."),
        _NOTHING,
        MEAN,
        ("hops",),
        ("dispatched",),
        good=-1,
        public=False,
    ),
    _time(
        "contact",
        _("Time to the first contact"),
        _("How long it takes from the dispatch until the resident is reached."),
        _("Cases dispatched in the span."),
    ),
    _time(
        "answer",
        _("Time to the answer"),
        _("How long it takes from the first word to the answer."),
        _("Cases heard in the span."),
    ),
    _time(
        "verdict",
        _("Time to the verdict"),
        _("How long it takes from the first word until the resident judges."),
        _("Cases heard in the span."),
    ),
    Indicator(
        "repeats",
        _("The same again within 90 days"),
        _("How often somebody has to come again with what was closed."),
        _("The same caller had the same topic closed within the 90 days before."),
        _("Cases heard in the span whose caller and topic are known."),
        _("Calls without a number, and people who asked that only the desk knows them."),
        RATE,
        ("came_again",),
        ("callers",),
        good=-1,
        public=False,
    ),
    Indicator(
        "exclusions",
        _("Left out on request"),
        _("How often a unit’s wish to leave a case out of its figures was granted."),
        _("Cases left out."),
        _("Wishes decided in the span."),
        _("Wishes not decided yet."),
        RATE,
        ("left_out",),
        ("asked_out",),
        good=-1,
    ),
    Indicator(
        "promises_kept",
        _("Promises kept"),
        _("How often a promise was confirmed as kept by the day first named."),
        _("Promises confirmed as kept by their first named day."),
        _("Promises whose first named day lies in the span; those of which nobody has said yet are among them."),
        _("Promises that another wording replaced."),
        RATE,
        ("promise.kept",),
        ("promise.due", "promise.open"),
    ),
    Indicator(
        "coverage",
        _("Villages reached by outreach"),
        _("How many villages were reached by a session at least once in the year."),
        _("Villages reached in the year so far."),
        _("Villages and communities that exist in the year."),
        _("Grids and towns: a talk in a town counts for the villages that were named."),
        RATE,
        ("reached",),
        ("village",),
        unit=YEAR,
    ),
    Indicator(
        "recurrence",
        _("Problems that came back"),
        _("How often a solved problem was seen again while it was watched."),
        _("Solved problems whose matters were seen again."),
        _("Problems solved in the span, as residents say."),
        _("Problems that ended otherwise."),
        RATE,
        ("came_back",),
        ("solved_problem",),
        good=-1,
    ),
)
REGISTRY: Final = {one.key: one for one in INDICATORS}

Sums = Mapping[str, Mapping[int, int]]
"""By part, by bucket: how many. What has no length lies in bucket 0; open parts lie by the length they have reached."""


@dataclass(frozen=True, slots=True)
class Value:
    """What an indicator says of some facts: numerator and denominator, always both; for a time the spread of its lengths."""

    part: int
    whole: int
    spread: Spread | None = None

    @property
    def percent(self) -> int | None:
        """The rounded percentage, or None where the whole is too small to carry one."""
        return round(100 * self.part / self.whole) if self.whole >= SMALLEST_SHARE else None

    @property
    def median(self) -> Quantile | None:
        """Within which time half is done; None where there are too few to say."""
        return self.spread.median if self.spread and self.whole >= SMALLEST_SHARE else None

    @property
    def tail(self) -> Quantile | None:
        """Within which time nine in ten are done; None where there are too few to say."""
        return self.spread.tail if self.spread and self.whole >= SMALLEST_SHARE else None

    @property
    def each(self) -> str:
        """So many each, with two digits; "" where the whole is too small."""
        return f"{self.part / self.whole:.2f}" if self.whole >= SMALLEST_SHARE else ""


def add(sums: Sums, codes: tuple[str, ...]) -> int:
    """The sum of parts; those with a leading `-` are taken away."""
    return sum((-1 if code[0] == "-" else 1) * sum(sums.get(code.lstrip("-"), {}).values()) for code in codes)


def value(one: Indicator, sums: Sums) -> Value:
    """What an indicator says of these sums."""
    part, whole = add(sums, one.top), add(sums, one.bottom)
    if one.kind != TIME:
        return Value(part, whole)
    key = one.top[0]
    return Value(part, whole, spread(sums.get(key, {}), sums.get(f"{key}.cut", {}), sums.get(f"{key}.open", {})))


def aged(code: str, day: date, as_of: date, bucket: int) -> int:
    """The bucket a fact counts in: of open parts, by the whole days from its day to the reader's."""
    return bucket_of(timedelta(days=max(0, (as_of - day).days))) if is_open(code) else bucket
