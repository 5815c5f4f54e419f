"""What the demo county has learned: standing rules at every stage, watches on solved problems, and a topic for each month.

Rules grow from whatever problems have been solved by then; so this office waits until there are some.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final

from django.utils import timezone

from sixia.config.demo.founding import County
from sixia.config.demo.hands import Journey
from sixia.config.demo.hours import office
from sixia.places.models import Place
from sixia.problems.actions import focusing, standing_rules, trials, watching
from sixia.problems.actions.standing_rules import NewRule
from sixia.problems.lasting.conditions import Condition
from sixia.problems.lasting.models import Focus, Origin, StandingRule
from sixia.problems.models import Problem
from sixia.problems.queries import focus, recurrence
from sixia.problems.queries.standing_rules import solved

NUMBERS: Final = 97_000_000
"""Journeys of this office are numbered from here."""
SUPERVISOR, PRINCIPAL = "zheng", "qian"
MONTHS: Final = 8
LOOKS: Final = timedelta(days=20)
"""In this county's past the watch looks so often; in life it does so daily."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A rule as the county writes it: how many days before today it is drafted, how far it comes, and when it speaks.

    `far` is draft, tried, adopted, reviewed, late, replaced or withdrawn; `category` and the title's start come from its problem.
    """

    days: int
    far: str
    name: str
    text: str
    condition: Condition


LESSONS: Final = (
    Lesson(
        170,
        "replaced",
        "报修登记制度",
        "同一地点的同类报修，由乡镇登记造册，每季度报一次主管部门。",
        Condition(times=3, days=30),
    ),
    Lesson(
        150,
        "reviewed",
        "重复反映当月会办制度",
        "同一地点三十天内第二次反映同一类事的，主管部门五个工作日内到现场，和乡镇一起一次办清，不再逐件派单。",
        Condition(times=2, days=30),
    ),
    Lesson(
        120,
        "late",
        "多人反映领导到场制度",
        "三人以上反映同一件事的，牵头单位负责人三日内到场听情况，当场说清怎么办、什么时候办完。",
        Condition(voices=2),
    ),
    Lesson(
        75,
        "adopted",
        "应季提前排查制度",
        "每年到这个时节就有人反映的事，主管部门提前一个月逐处排查，查出的先行处置，不等群众再来反映。",
        Condition(months=(5, 6, 7, 8)),
    ),
    Lesson(40, "tried", "涉及安全当天到场制度", "话里提到有人受伤、有危险的，接件当天到场看住，先消除危险，再走后面的程序。",
           Condition(words=("摔了", "受伤", "危险", "漏电", "隐患"))),
    Lesson(25, "withdrawn", "首问登记簿制度", "每个窗口设纸质登记簿，来人来电逐一登记。", Condition(kinds=("inquiry",))),
    Lesson(9, "draft", "完工回头看制度", "修好的路、灯、管道，满三十天由乡镇回去看一次，问一问当初反映的人。",
           Condition(kinds=("complaint", "help"), triage=("must", "now"))),
)  # fmt: skip
WHYS: Final = (
    "反映多、涉及的地方多，又拖得久。这个月集中办，月底请反映的群众来评。",
    "几个乡镇同时有人反映，单靠一个单位办不下来。这个月由县里牵头，逐处过一遍。",
    "件数不算最多，但拖得最久。这个月把积下来的先办完，再说以后怎么防。",
)
VERDICTS: Final = {
    "effective": "走访了六个村，同类的事明显少了；窗口反映乡镇和部门一起到场最管用。",
    "not_effective": "走访了六个村，同类的事没有少：会办开了，修完没有人回头看。下一步补上完工回访。",
    "unknown": "走访了六个村，件数太少，还看不出来；再看半年。",
}
"""What the reviewer writes: as the numbers of that day say."""


def journeys(county: County, now: datetime, seed: str) -> Iterator[tuple[datetime, int, Journey]]:
    """One journey per lesson, one for the topics of the months, one for the watch."""
    made = Learning(county, now, seed)
    for number, lesson in enumerate(LESSONS):
        begins = now - timedelta(days=lesson.days)
        yield begins, NUMBERS + number, made.rule(lesson, begins)
    first = now - timedelta(days=31 * MONTHS)
    yield first, NUMBERS + 50, made.topics(first)
    yield first, NUMBERS + 51, made.watches(first)


class Learning:
    """The supervision office, which writes down what was learned."""

    def __init__(self, county: County, now: datetime, seed: str) -> None:
        self.county, self.now = county, now
        self.luck = Random(f"{seed}/rules")
        self.calendar = county.book.calendar("cn")
        self.drafted: dict[str, int] = {}

    def rule(self, lesson: Lesson, at: datetime) -> Journey:
        """From the draft to wherever it comes by today; without a solved problem it waits for one."""
        now = yield office(self.calendar, at, self.luck)
        problem = self._problem()
        while problem is None:
            now = yield now + timedelta(days=5)
            problem = self._problem()
        rule = self._draft(lesson, problem, now)
        steps = {"draft": (), "withdrawn": ("withdraw",), "tried": ("try",)}.get(lesson.far, ("try", "adopt"))
        for step in (*steps, *({"reviewed": ("review",), "replaced": ("replace",)}.get(lesson.far, ()))):
            pause = {"review": 60, "replace": 45}.get(step, 4)
            now = yield office(self.calendar, now + timedelta(days=pause), self.luck)
            self._step(step, _fresh(rule), lesson, now)

    def _problem(self) -> Problem | None:
        """A solved problem, the one from which the fewest rules have grown."""
        rows = list(solved(self.county.who(SUPERVISOR)))
        rows = [row for row in rows if row.category]
        grown = {row.pk: Origin.objects.filter(problem=row).count() for row in rows}
        return min(rows, key=lambda row: (grown[row.pk], row.pk), default=None)

    def _draft(self, lesson: Lesson, problem: Problem, now: datetime) -> int:
        new = NewRule(
            title=lesson.name,
            text=lesson.text,
            condition=lesson.condition,
            category=problem.category,
            place=self._county(),
            unit=problem.unit or self.county.units["supervision"],
        )
        made = standing_rules.draft(new, problems=[problem], by=self.county.who(SUPERVISOR), now=now)
        self.drafted[lesson.far] = made.pk
        return made.pk

    def _step(self, step: str, rule: StandingRule, lesson: Lesson, now: datetime) -> None:
        supervisor, principal = self.county.who(SUPERVISOR), self.county.who(PRINCIPAL)
        if step == "try":
            trials.try_out(rule, days=180, by=supervisor, now=now)
        elif step == "adopt":
            standing_rules.adopt(rule, unit=rule.unit, review_on=self._review_on(lesson, now), by=principal, now=now)
        elif step == "withdraw":
            standing_rules.withdraw(rule, reason="系统里已有登记，不再另设纸质台账。", by=supervisor, now=now)
        elif step == "replace":
            self._replace(rule, now)
        else:
            outcome = recurrence.for_reader(recurrence.of_rule(rule, now), supervisor, now).suggests
            day = timezone.localdate(now) + timedelta(days=180)
            standing_rules.review(rule, outcome=outcome, note=VERDICTS[outcome], next_on=day, by=supervisor, now=now)

    def _replace(self, rule: StandingRule, now: datetime) -> None:
        """By the rule that came of it, once that is in force."""
        other = StandingRule.objects.in_force().exclude(pk=rule.pk).order_by("pk").first()
        if other is not None:
            reason = "登记了不等于办了：改为重复反映当月会办。"
            standing_rules.replace(rule, successor=other, reason=reason, by=self.county.who(PRINCIPAL), now=now)

    def _review_on(self, lesson: Lesson, now: datetime) -> date:
        """One was to be reviewed last week, and nobody has; the others are reviewed in time."""
        today = timezone.localdate(self.now)
        wanted = today - timedelta(days=8) if lesson.far == "late" else timezone.localdate(now) + timedelta(days=200)
        return max(wanted, timezone.localdate(now) + timedelta(days=1))

    def topics(self, at: datetime) -> Journey:
        """In the first days of each month the principal gives it to what the numbers suggest first, in turn.

        Once a topic is taken back for another one; from that of the present month a problem is raised."""
        now = at
        for number in range(MONTHS + 1):
            wanted = (timezone.localtime(at) + timedelta(days=31 * number)).replace(day=2, hour=9, minute=30)
            if wanted > timezone.localtime(self.now):
                return
            now = yield office(self.calendar, max(wanted.astimezone(at.tzinfo), now), self.luck)
            self._choose(now, number)

    def _choose(self, now: datetime, number: int) -> None:
        who, place, month = self.county.who(PRINCIPAL), self._county(), focus.month_of(now)
        before = set(Focus.objects.order_by("-pk").values_list("category", flat=True)[:6])
        rows = [row.facts.category for row in focus.suggested(who, place, now)]
        fresh = [code for code in rows if code not in before][: 2 if number == MONTHS // 2 else 1]
        for code in fresh:
            why = WHYS[number % len(WHYS)]
            made = focusing.choose(code, month=month, place=place, reason=why, by=who, now=now)
            if code != fresh[-1]:
                focusing.drop(made, reason="和上月的题重合，改为常态办理。", by=who, now=now)
            elif month == focus.month_of(self.now):
                focusing.raise_from(made, title=f"{self._said(code)}：全县集中办", words=why, by=who, now=now)

    def _said(self, code: str) -> str:
        return self.county.book.category(code).name.in_("zh")

    def watches(self, at: datetime) -> Journey:
        """The watch looks from time to time, and a last time today."""
        now = at
        while now < self.now - LOOKS:
            now = yield now + LOOKS
            watching.watch_all(now)
        now = yield self.now - timedelta(minutes=5)
        watching.watch_all(now)

    def _county(self) -> Place:
        return self.county.units["supervision"].place


def _fresh(pk: int) -> StandingRule:
    return StandingRule.objects.select_related("unit", "place").get(pk=pk)
