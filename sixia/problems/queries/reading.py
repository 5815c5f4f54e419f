"""One problem with its four parts, what it grows from, and problems like it: as far as the reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from sixia.cases.models import Case, Voice
from sixia.kit.files import store
from sixia.kit.models import StoredFile
from sixia.orders.models import Order
from sixia.problems.models import Asked, Outcome, Problem, Responsibility, Source, Task
from sixia.problems.queries.asking import Said, said_of_all
from sixia.problems.rules import NO, PARTLY, YES
from sixia.problems.standing import free

MOST = 20


def similar(place_path: str, category: str, who: Any, *, apart: int = 0) -> list[Problem]:
    """Open problems about the same thing in the same place, above it or within it, as far as `who` sees them."""
    if not category:
        return []
    above = [place_path[:end] for end in range(1, len(place_path) + 1)]
    near = Q(place_path__in=above) | Q(place_path__gte=place_path, place_path__lt=place_path + "~")
    rows = Problem.objects.visible_to(who).open().filter(near, category=category).exclude(pk=apart)
    return list(rows.select_related("place", "unit").order_by("-raised_at", "-pk")[:MOST])


def cases_like(case: Case, who: Any) -> list[Case]:
    """Open cases about the same thing in the same place or near by, which a problem may grow from as well."""
    if not case.category:
        return []
    path = case.place_path[: -len("00000")] or case.place_path
    rows = Case.objects.visible_to(who).open().filter(category=case.category, restricted=False, barred=False)
    rows = rows.filter(place_path__gte=path, place_path__lt=path + "~").exclude(pk=case.pk).exclude(kind="accusation")
    return list(rows.select_related("place").order_by("-heard_at", "-pk")[:MOST])


def of_case(case: Case, who: Any) -> list[Problem]:
    """The problems that grow from a case."""
    rows = Problem.objects.visible_to(who).filter(sources__case=case).select_related("unit", "place")
    return list(rows.order_by("-pk")[:MOST])


def sources_of(problem: Problem, who: Any) -> list[Source]:
    """What it grows from, the oldest first; cases that the reader may not see are not there at all."""
    seen = Q(case=None) | Q(case__in=Case.objects.visible_to(who).values("pk"))
    rows = Source.objects.filter(free(who) | Q(case=None), seen, problem=problem).select_related("case__place", "case__lead_unit")
    return sorted(rows, key=lambda row: (row.case.first_at if row.case else row.at, row.pk))


def first_voice(sources: Iterable[Source], who: Any) -> Voice | None:
    """The first words behind it that the reader may see."""
    cases = [row.case_id for row in sources if row.case_id]
    rows = Voice.objects.visible_to(who).filter(case__in=cases) if cases else Voice.objects.none()
    return rows.order_by("heard_at", "pk").first()


@dataclass
class Done:
    """A task with its orders, the lead one first, and their evidence."""

    task: Task
    orders: list[Order]

    @property
    def open(self) -> bool:
        """Whether somebody still owes something on it."""
        return any(order.open for order in self.orders)

    @property
    def lead(self) -> Order | None:
        """The newest lead order."""
        return next((order for order in reversed(self.orders) if order.is_lead), None)


def tasks_of(problem: Problem) -> list[Done]:
    """Its tasks in the order in which they were given, each with its orders; two queries."""
    tasks = list(problem.tasks.select_related("unit").order_by("pk"))
    orders: dict[int, list[Order]] = {}
    rows = Order.objects.filter(matter_kind="task", matter_id__in=[task.pk for task in tasks]).select_related("unit")
    for order in rows.order_by("pk"):
        orders.setdefault(order.matter_id, []).append(order)
    return [Done(task, orders.get(task.pk, [])) for task in tasks]


@dataclass
class Judged:
    """An outcome, what was said of it, its evidence, and the residents who may still be asked (for the call-back clerk)."""

    outcome: Outcome
    said: Said
    files: list[StoredFile]
    waiting: list[Asked] = field(default_factory=list)
    notes: list[Asked] = field(default_factory=list)


def task_of(problem: Problem, pk: int) -> Task:
    """One of its tasks; DoesNotExist for any other."""
    return problem.tasks.get(pk=pk)


def voice_asked(problem: Problem, pk: int) -> Voice:
    """One of the voices asked about it; DoesNotExist for any other."""
    return Voice.objects.get(pk__in=Asked.objects.filter(outcome__problem=problem, voice=pk).values("voice"))


def outcomes_of(problem: Problem, who: Any, *, calls: bool) -> list[Judged]:
    """Its outcomes, the newest first. Words of residents are those of voices that the reader may see."""
    rows = list(
        problem.outcomes.select_related("reported_by", "responsibility__unit").prefetch_related("draws").order_by("-number")
    )
    said, files = said_of_all([row.pk for row in rows]), store.of(*(row.key for row in rows))
    seen = Asked.objects.filter(outcome__in=rows, voice__in=Voice.objects.visible_to(who).values("pk"))
    asked = list(seen.select_related("voice__case", "by").order_by("pk"))
    found = []
    for row in rows:
        mine = [one for one in asked if one.outcome_id == row.pk]
        waiting = [one for one in mine if not one.solved] if calls and row == rows[0] else []
        notes = [one for one in mine if one.solved and one.note]
        found.append(Judged(row, said.get(row.pk, Said(0)), files.get(row.key, []), waiting, notes))
    return found


def responsibilities_of(problem: Problem) -> list[Responsibility]:
    """Who answers for it, and who did before; the newest first."""
    return list(problem.responsibilities.select_related("unit", "leader", "named_by").order_by("-since", "-pk"))


def file_of(problem: Problem, pk: int) -> StoredFile | None:
    """A file shown as evidence of its outcomes or of the reports on its tasks."""
    row = StoredFile.objects.filter(pk=pk, erased_at=None).first()
    kind, _colon, number = row.about.partition(":") if row else ("", "", "")
    if kind == "outcome" and problem.outcomes.filter(pk=number).exists():
        return row
    tasks = problem.tasks.values("pk")
    if kind == "order" and Order.objects.filter(pk=number, matter_kind="task", matter_id__in=tasks).exists():
        return row
    return None


def listed(who: Any) -> QuerySet[Problem]:
    """Problems for a list, with how many things each grows from."""
    rows = Problem.objects.visible_to(who).select_related("place__parent", "unit", "leader")
    counted = Source.objects.filter(problem=OuterRef("pk")).order_by().values("problem").annotate(n=Count("pk")).values("n")
    return rows.annotate(grown=Subquery(counted))


def mine(who: Any) -> QuerySet[Problem]:
    """Open problems for which the reader answers: as the leader named, or in the responsible unit."""
    own = Q(leader_id=who.account_id) | Q(unit_id__in=who.units("handler", "unit_head", "leader"))
    return Problem.objects.visible_to(who).open().filter(own)


def led(who: Any) -> QuerySet[Problem]:
    """Open problems for which the reader answers in person."""
    return Problem.objects.visible_to(who).open().filter(leader_id=who.account_id).select_related("place", "unit")


def late(rows: QuerySet[Problem], today: Any) -> QuerySet[Problem]:
    """Those in hand whose day has passed."""
    return rows.filter(open=True, state__in=("assigned", "working", "reopened"), due_on__lt=today)


def responsibilities(who: Any) -> QuerySet[Responsibility]:
    """Who answers for which problem, for a list, with how many tasks there are and how many of them are done."""
    rows = Responsibility.objects.filter(problem__in=Problem.objects.visible_to(who).values("pk"))
    rows = rows.select_related("problem__place", "unit", "leader")
    owed = Order.objects.filter(matter_kind="task", open=True, matter_id=OuterRef("pk"))
    tasks = Task.objects.filter(responsibility=OuterRef("pk")).order_by().values("responsibility")
    given = tasks.annotate(n=Count("pk")).values("n")
    still = tasks.filter(Exists(owed)).annotate(n=Count("pk")).values("n")
    return rows.annotate(tasks_given=Subquery(given), tasks_open=Subquery(still))


def tasks(who: Any) -> QuerySet[Task]:
    """Tasks for a list, each with how its newest lead order stands and how many units assist."""
    rows = Task.objects.filter(problem__in=Problem.objects.visible_to(who).values("pk")).select_related("problem__place", "unit")
    orders = Order.objects.filter(matter_kind="task", matter_id=OuterRef("pk"))
    lead = orders.filter(part=Order.LEAD).order_by("-pk")
    helping = orders.filter(part=Order.ASSISTING).order_by().values("matter_id").annotate(n=Count("pk")).values("n")
    return rows.annotate(
        owed=Exists(orders.filter(open=True)), stands=Subquery(lead.values("state")[:1]), helping=Subquery(helping)
    )


def outcomes(who: Any) -> QuerySet[Outcome]:
    """Outcomes for a list, with what residents have said."""
    rows = Outcome.objects.filter(problem__in=Problem.objects.visible_to(who).values("pk"))
    free_voices = Q(asked__voice__case__restricted=False, asked__voice__case__barred=False)
    counts = {
        "asked_n": Count("asked", filter=free_voices),
        **{f"{word}_n": Count("asked", filter=free_voices & Q(asked__solved=word)) for word in (YES, PARTLY, NO)},
    }
    return rows.select_related("problem__place", "responsibility__unit").annotate(**counts)


def asked_of(voice: Voice) -> list[Asked]:
    """What this resident is or was asked, the newest first."""
    rows = Asked.objects.filter(voice=voice).select_related("outcome__problem__unit", "outcome__problem__place")
    return list(rows.order_by("-pk")[:MOST])


def behind_voice(voice: Voice) -> list[Problem]:
    """The problems behind which this resident's voice stands; none when the case has become confidential."""
    if voice.case.restricted or voice.case.barred:
        return []
    rows = Problem.objects.filter(sources__case_id=voice.case_id).select_related("unit", "place")
    return list(rows.order_by("-pk")[:MOST])


def waiting_calls(who: Any, now: datetime) -> QuerySet[Problem]:
    """Problems of which residents still wait to be asked, for the call-back clerk."""
    rows = Problem.objects.visible_to(who).filter(state="reported")
    open_words = Asked.objects.filter(outcome__problem=OuterRef("pk"), outcome__result="", solved="", asked_at__lte=now)
    return rows.filter(Exists(open_words))
