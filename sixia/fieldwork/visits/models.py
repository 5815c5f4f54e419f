"""Tables of visits, of the lines written there, and of people who agreed to be named; no verbs."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case, Voice
from sixia.fieldwork.visits import flow, rules, standing
from sixia.kit.fields import SealedTextField
from sixia.kit.models import Moving
from sixia.kit.standing import visible
from sixia.orders.models import Order
from sixia.oversight.models import Promise
from sixia.people.models import Account, Unit
from sixia.places.models import BytewiseCharField, Place
from sixia.problems.models import Problem

PURPOSES = (
    (rules.OUTREACH, _("Outreach")),
    (rules.RESEARCH, _("Research")),
    (rules.RECEPTION, _("Reception")),
    (rules.ONSITE, _("On-site office")),
)


class VisitRows(models.QuerySet["Visit"]):
    """Visits, narrowed by purpose and by who asks."""

    def visible_to(self, who: Any) -> "VisitRows":
        """Visits in which `who` has a role."""
        return visible(self, standing.VISIT, who)  # type: ignore[return-value] # filter() keeps the queryset class

    def of(self, who: Any) -> "VisitRows":
        """Those that `who` leads, goes on or has planned."""
        own = {role: standing.VISIT[role] for role in flow.OWN}
        return visible(self, own, who)  # type: ignore[return-value] # the same

    def read_by(self, who: Any) -> "VisitRows":
        """Visits whose lines `who` may read."""
        return visible(self, standing.LINES, who)  # type: ignore[return-value] # the same

    def serving(self, purpose: str) -> "VisitRows":
        """Those with this purpose among theirs."""
        return self.filter(aims__contains=f" {purpose} ")


class Visit(Moving):
    """One visit: for which purposes, where, when, whose it is, who goes, whether it was announced, how many residents were met.

    `spot` says where exactly. `returns_to` is the visit it comes back to, `return_due` the day on which somebody should come
    back to this one. `client` is the name its sender gave it, so that it is taken once however often it is sent.
    """

    FLOW: ClassVar = flow.VISIT
    STANDING: ClassVar = standing.VISIT

    title = models.CharField(max_length=120)
    aims = models.CharField(max_length=60)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    place_path = BytewiseCharField(max_length=60)
    spot = models.CharField(max_length=200, default="")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    led_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    members = models.ManyToManyField(Account, related_name="+")
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    announced = models.BooleanField(default=True)
    met = models.PositiveIntegerField(null=True)
    returns_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="returns")
    return_due = models.DateField(null=True)
    reason = models.CharField(max_length=200, default="")
    client = models.UUIDField(unique=True, null=True)
    made_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)
    return_told_at = models.DateTimeField(null=True)

    objects = VisitRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-starts_at", "-id"], name="visit_when"),
            models.Index(fields=["place_path", "starts_at"], name="visit_place"),
            models.Index(fields=["unit", "starts_at"], name="visit_unit"),
            models.Index(fields=["led_by", "starts_at"], name="visit_led"),
            models.Index(fields=["return_due", "id"], name="visit_return", condition=Q(return_due__isnull=False)),
        ]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="visit_span")]

    def __str__(self) -> str:
        return self.title

    @property
    def date(self) -> date:
        """The local day on which it begins."""
        return timezone.localdate(self.starts_at)

    @property
    def purposes(self) -> tuple[str, ...]:
        """What it is for, among the four, in the usual order."""
        return tuple(self.aims.split())

    @property
    def purposes_said(self) -> list[str]:
        """The same in the reader's language."""
        labels = dict(PURPOSES)
        return [str(labels[purpose]) for purpose in self.purposes]


class NoteRows(models.QuerySet["Note"]):
    """Lines of visits, narrowed by who asks."""

    def visible_to(self, who: Any) -> "NoteRows":
        """Lines of the visits that `who` may read, without those that led to a case closed to them."""
        return self.filter(standing.free(who), visit__in=Visit.objects.read_by(who).values("pk"))


class Note(models.Model):
    """One short line: what was said, seen, asked or praised, instructed, promised, or is a problem; and what it became.

    `client` is the name its sender gave it. A line becomes each thing at most once, so that pressing twice does no harm.
    """

    KINDS = (
        (rules.SAID, _("Said by residents")),
        (rules.SEEN, _("Seen")),
        (rules.QUESTION, _("Question")),
        (rules.PRAISE, _("Praise")),
        (rules.INSTRUCTION, _("Instruction given")),
        (rules.PROMISE, _("Promise")),
        (rules.PROBLEM, _("Problem")),
    )

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=12, choices=KINDS)
    text = models.TextField()
    client = models.UUIDField(unique=True, null=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    voice = models.ForeignKey(Voice, models.PROTECT, null=True, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="+")
    promise = models.ForeignKey(Promise, models.PROTECT, null=True, related_name="+")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = NoteRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["visit", "id"], name="visit_note"),
            models.Index(fields=["case", "-id"], name="visit_note_case", condition=Q(case__isnull=False)),
            models.Index(fields=["voice"], name="visit_note_voice", condition=Q(voice__isnull=False)),
        ]

    @property
    def stream(self) -> str:
        """A line is told of in its visit's stream."""
        return f"visit:{self.visit_id}"


class Met(models.Model):
    """Somebody met there who agreed to be named, and how they agreed. Name and telephone are sealed; looking is written down."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="people")
    name = SealedTextField(default="")
    phone = SealedTextField(default="")
    what = models.CharField(max_length=80, default="")
    consent = models.CharField(max_length=200)
    client = models.UUIDField(unique=True, null=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["visit", "id"], name="visit_met")]

    @property
    def stream(self) -> str:
        """Somebody met is told of in the visit's stream."""
        return f"visit:{self.visit_id}"
