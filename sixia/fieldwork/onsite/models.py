"""Tables of on-site offices, their items and what came of them, of called units, and of towns' calls; no verbs."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Answer, Case
from sixia.fieldwork.onsite import flow, rules, standing
from sixia.fieldwork.visits.models import Visit
from sixia.kit.models import Moving
from sixia.kit.standing import visible
from sixia.orders.models import Order
from sixia.oversight.models import Promise
from sixia.people.models import Account, Unit
from sixia.places.models import BytewiseCharField, Place
from sixia.problems.models import Problem

REASONS = (
    (rules.CARRIED_OVER, _("carried over to here")),
    (rules.NEGATIVE, _("answer not accepted")),
    (rules.BOUNCED, _("handed from unit to unit")),
    (rules.STUCK, _("nobody has touched it for two weeks")),
    (rules.JOINT, _("several units at work")),
    (rules.REPEATED, _("said more than once")),
    (rules.OPEN_PROBLEM, _("open problem of the place")),
    (rules.OVERDUE, _("overdue")),
)
ABOUT = (
    (rules.CASE, _("A case")),
    (rules.PROBLEM, _("A problem of the place")),
    (rules.TOPIC, _("Raised on the spot")),
    (rules.PLACE, _("A matter of the place")),
)


class OfficeRows(models.QuerySet["Office"]):
    """On-site offices, narrowed by who asks."""

    def visible_to(self, who: Any) -> "OfficeRows":
        """Those in which `who` has a role."""
        return visible(self, standing.OFFICE, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Office(Moving):
    """One on-site office: what a visit becomes when a leader decides there with the units concerned.

    When, where, whose it is and who leads it are the visit's. `text` is what the called units are told. `client` is the name
    its sender gave it.
    """

    FLOW: ClassVar = flow.OFFICE
    STANDING: ClassVar = standing.OFFICE

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="+")
    text = models.TextField(default="")
    reason = models.TextField(default="")
    client = models.UUIDField(unique=True, null=True)
    made_at = models.DateTimeField()
    convened_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    objects = OfficeRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="onsite_state")]


class ItemRows(models.QuerySet["Item"]):
    """Items, narrowed by who asks."""

    def visible_to(self, who: Any) -> "ItemRows":
        """Items of the offices `who` may see, without those about something closed to them."""
        return self.filter(standing.about(who), office__in=Office.objects.visible_to(who).values("pk"))


class Item(models.Model):
    """One line of an agenda, or a suggestion that was not taken: both are kept, with the reasons as they stood then.

    `reasons` are reason → number. `after` is the decision that carried it over to here. `client` names one that was put there
    away from the network.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=7, choices=ABOUT)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    reasons = models.JSONField(default=dict)
    suggested = models.BooleanField(default=False)
    chosen = models.BooleanField(default=True)
    after = models.ForeignKey("Act", models.PROTECT, null=True, related_name="+")
    client = models.UUIDField(unique=True, null=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = ItemRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["office", "number", "id"], name="onsite_agenda"),
            models.Index(fields=["case", "-id"], name="onsite_item_case", condition=Q(case__isnull=False)),
            models.Index(fields=["problem", "-id"], name="onsite_item_problem", condition=Q(problem__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["office", "case"], condition=Q(case__isnull=False), name="onsite_case_once"),
            models.UniqueConstraint(fields=["office", "problem"], condition=Q(problem__isnull=False), name="onsite_problem_once"),
            models.CheckConstraint(
                condition=Q(kind=rules.CASE, case__isnull=False, problem__isnull=True)
                | Q(kind=rules.PROBLEM, case__isnull=True, problem__isnull=False)
                | Q(kind=rules.TOPIC, case__isnull=True, problem__isnull=True),
                name="onsite_item_is_one",
            ),
        ]


class OutcomeRows(models.QuerySet["Act"]):
    """What came of items, narrowed by who asks."""

    def visible_to(self, who: Any) -> "OutcomeRows":
        """Acts of the items that `who` may see."""
        return self.filter(item__in=Item.objects.visible_to(who).values("pk"))


class Act(models.Model):
    """One thing that came of an item: its decision, or a promise or a problem beside it.

    `client` is the name its sender gave it: the same act sent twice is kept once. `due_on` is the day named: of the orders, of
    the promise, or to which it was carried over. `unit` answers for it; `checked` says how it is looked at whether it was done.
    """

    KINDS = (
        (rules.SOLVED, _("Solved on the spot")),
        (rules.ORDERED, _("Ordered, with a day")),
        (rules.EXPLAINED, _("Explained by the law")),
        (rules.CARRIED, _("Carried over to a named day")),
        (rules.OVERTAKEN, _("Nothing left to decide")),
        (rules.PROMISED, _("Promise given")),
        (rules.RAISED, _("Raised as a problem")),
    )

    item = models.ForeignKey(Item, models.PROTECT, related_name="acts")
    client = models.UUIDField(unique=True)
    kind = models.CharField(max_length=9, choices=KINDS)
    text = models.TextField()
    basis = models.TextField(default="")
    remedies = models.TextField(default="")
    checked = models.TextField(default="")
    due_on = models.DateField(null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    orders = models.ManyToManyField(Order, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="+")
    promise = models.ForeignKey(Promise, models.PROTECT, null=True, related_name="+")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OutcomeRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["item", "id"], name="onsite_act_item"),
            models.Index(fields=["due_on", "id"], name="onsite_act_due"),
            models.Index(fields=["-at", "-id"], name="onsite_act_new"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(kind__in=rules.DECIDING), name="onsite_one_decision"),
        ]

    @property
    def key(self) -> str:
        """The name under which files belong to it."""
        return f"onsite_act:{self.pk}"


class WhistleRows(models.QuerySet["Whistle"]):
    """Towns' calls, narrowed by who asks."""

    def visible_to(self, who: Any) -> "WhistleRows":
        """Calls in which `who` has a role."""
        return visible(self, standing.WHISTLE, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Whistle(Moving):
    """A town calls units that stand over it: for a case, a problem or a place, with the reason and when they are wanted."""

    FLOW: ClassVar = flow.WHISTLE
    STANDING: ClassVar = standing.WHISTLE

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=ABOUT)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    place_path = BytewiseCharField(max_length=60)
    spot = models.CharField(max_length=200, default="")
    reason = models.TextField()
    wanted_at = models.DateTimeField()
    result = models.TextField(default="")
    client = models.UUIDField(unique=True, null=True)
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = WhistleRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="whistle_new"),
            models.Index(fields=["unit", "-made_at"], name="whistle_unit"),
            models.Index(fields=["place_path", "made_at"], name="whistle_place"),
            models.Index(fields=["case", "-id"], name="whistle_case", condition=Q(case__isnull=False)),
        ]


class CalledRows(models.QuerySet["Called"]):
    """Called units, narrowed by who asks."""

    def visible_to(self, who: Any) -> "CalledRows":
        """Those in which `who` has a role."""
        return visible(self, standing.CALLED, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Called(Moving):
    """One unit that was called, to an on-site office or by a town: what it answered and when, and whether it was there.

    `by_unit` called it. `note` is who comes, `reason` why it cannot come or was not there. `insisted`: it was decided that it
    must come. `answer_by` is the end of its time to answer, `answered_at` when it first answered.
    """

    FLOW: ClassVar = flow.CALLING
    STANDING: ClassVar = standing.CALLED

    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="called")
    whistle = models.ForeignKey(Whistle, models.PROTECT, null=True, related_name="called")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    place_path = BytewiseCharField(max_length=60)
    wanted_at = models.DateTimeField()
    note = models.TextField(default="")
    reason = models.TextField(default="")
    insisted = models.BooleanField(default=False)
    called_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    marked_at = models.DateTimeField(null=True)

    objects = CalledRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-called_at", "-id"], name="called_unit"),
            models.Index(fields=["-called_at", "-id"], name="called_new"),
            models.Index(fields=["answer_by", "id"], name="called_open", condition=Q(state="called")),
            models.Index(fields=["place_path", "called_at"], name="called_place"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(office__isnull=True, whistle__isnull=False) | Q(office__isnull=False, whistle__isnull=True),
                name="called_once_by",
            ),
            models.UniqueConstraint(fields=["office", "unit"], condition=Q(office__isnull=False), name="called_office_once"),
            models.UniqueConstraint(fields=["whistle", "unit"], condition=Q(whistle__isnull=False), name="called_whistle_once"),
        ]

    @property
    def stream(self) -> str:
        """It is told of where it was called."""
        return f"office:{self.office_id}" if self.office_id else f"whistle:{self.whistle_id}"
