"""Tables of problems: what they grow from, who answers for them, tasks, outcomes and residents' words; no verbs."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case, Voice
from sixia.kit.models import Moving
from sixia.kit.standing import visible
from sixia.people.models import Account, Unit
from sixia.places.models import BytewiseCharField, Place
from sixia.problems import flow, rules, standing
from sixia.problems.lasting import models as lasting  # noqa: F401 # so that Django finds these tables too

KINDS = (
    (rules.CASE, _("Case")),
    (rules.FINDING, _("Finding of a research")),
    (rules.DECISION, _("Decision on the spot")),
    (rules.INSPECTION, _("Inspection")),
    (rules.VISIT, _("Visit to the villages")),
)
SCALES = (
    (rules.FEW, _("A few households")),
    (rules.GROUP, _("One neighbourhood or group")),
    (rules.VILLAGE, _("A whole village or community")),
    (rules.SEVERAL, _("Several villages or communities")),
    (rules.WIDE, _("A whole town or more")),
)
SOLVED = ((rules.YES, _("Solved")), (rules.PARTLY, _("Partly solved")), (rules.NO, _("Not solved")))
RESULTS = (
    ("", _("Residents are being asked")),
    (rules.SOLVED, _("Solved, as residents say")),
    (rules.NOT_SOLVED, _("Not solved, as residents say")),
    (rules.UNHEARD, _("Nobody could be heard")),
)
BECAUSE = ((rules.BEHIND, _("Their own voice is behind it")), (rules.DRAWN, _("Drawn by lot in the place")))


class ProblemRows(models.QuerySet["Problem"]):
    """Problems, narrowed by who asks and by whether they are open."""

    def visible_to(self, who: Any) -> "ProblemRows":
        """Problems in which `who` has a role."""
        return visible(self, standing.PROBLEM, who)  # type: ignore[return-value] # filter() keeps the queryset class

    def open(self) -> "ProblemRows":
        """Those on which something is still to be done or to be judged."""
        return self.filter(open=True)


class Problem(Moving):
    """What is wrong in a place, beyond one case: the first of four lists that hang together.

    `category` is a code of the catalog, `sector` the livelihood sector the catalog gives it. `scale` says how far it reaches.
    `unit`, `leader` and `due_on` repeat the present responsibility, empty before there is one. `open` repeats whether the
    state is no end. `proposed_by` has proposed the ending that waits for approval, `ending` is in which words it ended.
    `client` is the name that an offline page gave it.
    """

    FLOW: ClassVar = flow.PROBLEM
    STANDING: ClassVar = standing.PROBLEM

    title = models.CharField(max_length=120)
    words = models.TextField()
    category = models.CharField(max_length=64, default="")
    sector = models.CharField(max_length=40, default="")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    place_path = BytewiseCharField(max_length=60)
    scale = models.CharField(max_length=8, choices=SCALES, default="")
    cause = models.TextField(default="")
    raised_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    leader = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    proposed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    ending = models.TextField(default="")
    open = models.BooleanField(default=True)
    ended_at = models.DateTimeField(null=True)
    reopened = models.PositiveSmallIntegerField(default=0)
    client = models.UUIDField(unique=True, null=True)

    objects = ProblemRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-raised_at", "-id"], name="problem_new"),
            models.Index(fields=["due_on", "id"], name="problem_due"),
            models.Index(fields=["state", "place_path", "id"], name="problem_state"),
            models.Index(fields=["category", "place_path"], name="problem_like", condition=Q(open=True)),
            models.Index(fields=["sector", "-raised_at"], name="problem_sector"),
            models.Index(fields=["unit", "open"], name="problem_unit"),
            models.Index(fields=["leader", "open"], name="problem_leader"),
        ]


class Source(models.Model):
    """What a problem grows from: a case, or a finding, decision, inspection or visit by its name `ref`."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="sources")
    kind = models.CharField(max_length=10, choices=KINDS)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    ref = models.CharField(max_length=64, default="")
    label = models.CharField(max_length=200, default="")
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["problem", "case"], condition=Q(case__isnull=False), name="source_case_once"),
            models.UniqueConstraint(fields=["problem", "ref"], condition=~Q(ref=""), name="source_ref_once"),
            models.CheckConstraint(condition=Q(case__isnull=False) | ~Q(ref=""), name="source_names_one"),
        ]
        indexes = [models.Index(fields=["ref"], name="source_ref")]


class Responsibility(models.Model):
    """Who answers for a problem from when until when: a unit and a leader, with the day by which it shall be solved."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="responsibilities")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    leader = models.ForeignKey(Account, models.PROTECT, related_name="+")
    title = models.CharField(max_length=64)
    due_on = models.DateField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    named_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    reason = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["problem"], condition=Q(until__isnull=True), name="responsibility_one"),
        ]
        indexes = [models.Index(fields=["-since", "-id"], name="responsibility_new")]


class Task(models.Model):
    """One thing to be done for a problem under a responsibility. Its orders (lead and assisting units) hang on it as the
    matter “task”; how it stands is read from them."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="tasks")
    responsibility = models.ForeignKey(Responsibility, models.PROTECT, related_name="tasks")
    words = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    due_on = models.DateField()
    given_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    client = models.UUIDField(unique=True, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_on", "id"], name="task_due"),
            models.Index(fields=["-given_at", "-id"], name="task_new"),
        ]

    @property
    def stream(self) -> str:
        """The journal stream in which its orders are told."""
        return f"task:{self.pk}"


class Outcome(models.Model):
    """What a responsible unit says it has reached, with evidence; whether it is so the residents say.

    `result` is what the residents' words came to, empty while they are asked.
    """

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="outcomes")
    responsibility = models.ForeignKey(Responsibility, models.PROTECT, related_name="outcomes")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    done_on = models.DateField()
    reported_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField()
    result = models.CharField(max_length=10, choices=RESULTS, default="")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["problem", "number"], name="outcome_number")]
        indexes = [models.Index(fields=["-reported_at", "-id"], name="outcome_new")]

    @property
    def key(self) -> str:
        """The name under which files belong to it."""
        return f"outcome:{self.pk}"


class Draw(models.Model):
    """A draw by lot among the voices of the place, under a published seed that nobody could choose: the hash of the journal
    entry before it. `population` is how many could have been drawn."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="draws")
    seed = models.CharField(max_length=64)
    population = models.PositiveIntegerField()
    drawn = models.PositiveSmallIntegerField()
    at = models.DateTimeField()


class Asked(models.Model):
    """A voice that is asked whether an outcome has solved the problem, and what was said; `by` wrote it down, if an official."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="asked")
    voice = models.ForeignKey(Voice, models.PROTECT, related_name="+")
    because = models.CharField(max_length=6, choices=BECAUSE)
    asked_at = models.DateTimeField()
    solved = models.CharField(max_length=6, choices=SOLVED, default="")
    note = models.TextField(default="")
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outcome", "voice"], name="asked_once")]
        indexes = [models.Index(fields=["voice", "-id"], name="asked_voice")]
