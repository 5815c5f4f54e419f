"""Tables of orders, extensions, and of who may not know of a matter; no verbs."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.kit.clocks import Limit
from sixia.kit.models import Moving
from sixia.kit.standing import visible
from sixia.orders import flow, standing
from sixia.people.models import Account, Unit
from sixia.places.models import BytewiseCharField


class OrderRows(models.QuerySet["Order"]):
    """Orders, narrowed by who asks, by matter and by state."""

    def visible_to(self, who: Any) -> "OrderRows":
        """Orders in which `who` has a role."""
        return visible(self, standing.STANDING, who)  # type: ignore[return-value] # filter() keeps the queryset class

    def on(self, kind: str, pk: int) -> "OrderRows":
        """All orders on one matter."""
        return self.filter(matter_kind=kind, matter_id=pk)

    def open(self) -> "OrderRows":
        """Those on which something is still owed."""
        return self.filter(open=True)


class Order(Moving):
    """What one unit owes on a matter by a date. `brief` says what, without personal data.

    The matter is named by kind and id, since orders do not know what they are for. `open` repeats whether the state is
    no end, for the index of the worklists; `matter_open` whether a case is still open, so that a unit's open cases begin
    from its orders; `place_path` is the matter's territory; `norms` the limits copied when it was issued, by clock kind, so
    that later rules do not touch it.
    """

    FLOW: ClassVar = flow.FLOW
    STANDING: ClassVar = standing.STANDING
    LEAD, ASSISTING = "lead", "assisting"
    PARTS = ((LEAD, _("Lead")), (ASSISTING, _("Assisting")))

    matter_kind = models.CharField(max_length=12)
    matter_id = models.BigIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=9, choices=PARTS, default=LEAD)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="successors")
    brief = models.CharField(max_length=200)
    basis = models.CharField(max_length=12, default="")
    norms = models.JSONField(default=dict)
    place_path = BytewiseCharField(max_length=60)
    restricted = models.BooleanField(default=False)
    barred = models.BooleanField(default=False)
    open = models.BooleanField(default=True)
    matter_open = models.BooleanField(default=True)
    appointed = models.BooleanField(default=False)
    level = models.PositiveSmallIntegerField(default=0)
    hops = models.PositiveSmallIntegerField(default=0)
    proposed_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    extensions = models.PositiveSmallIntegerField(default=0)
    extension_open = models.BooleanField(default=False)
    issued_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()

    objects = OrderRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["matter_kind", "matter_id", "unit"], name="order_matter"),
            models.Index(fields=["unit", "due_at", "id"], name="order_unit_due", condition=Q(open=True)),
            models.Index(fields=["unit", "-issued_at", "-id"], name="order_unit_new"),
            models.Index(fields=["state", "unit", "due_at", "id"], name="order_state_due", condition=Q(open=True)),
            models.Index(fields=["due_at", "id"], name="order_due", condition=Q(open=True)),
            models.Index(fields=["matter_kind", "hops", "matter_id"], name="order_bounced", condition=Q(open=True)),
            models.Index(fields=["issued_at", "id"], name="order_issued"),
            models.Index(fields=["matter_kind", "matter_id"], name="order_helped", condition=Q(open=True, part="assisting")),
            models.Index(fields=["unit", "matter_kind", "matter_id"], name="order_matter_open", condition=Q(matter_open=True)),
            models.Index(fields=["due_at", "id"], name="order_extension", condition=Q(extension_open=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["matter_kind", "matter_id"],
                condition=Q(part="lead", state__in=["issued", "accepted", "refused"]),
                name="order_one_lead",
            )
        ]

    @property
    def stream(self) -> str:
        """Orders are told of in their matter's stream."""
        return f"{self.matter_kind}:{self.matter_id}"

    def limit(self, kind: str) -> Limit | None:
        """The limit of this clock kind that was in force when the order was issued."""
        norm = self.norms.get(kind)
        return Limit(**norm) if norm else None

    @property
    def is_lead(self) -> bool:
        """Whether this unit answers for the whole."""
        return self.part == self.LEAD


class Extension(models.Model):
    """More time that was asked for on an order, and what was decided. Reasons are in the journal."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="extension_rows")
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=8)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    granted = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=Q(decided_at__isnull=True), name="extension_one_open"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="extension_amount"),
        ]


class Bar(models.Model):
    """A unit or a person that is complained about in a matter and must neither find nor count it."""

    matter_kind = models.CharField(max_length=12)
    matter_id = models.BigIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["matter_kind", "matter_id"], name="bar_matter")]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, account__isnull=True) | Q(unit__isnull=True, account__isnull=False),
                name="bar_names_one",
            )
        ]
