"""Tables of reception days, of those who come, and of what came of it; no verbs."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case, Voice
from sixia.fieldwork.reception import flow, rules, standing
from sixia.kit.fields import SealedTextField
from sixia.kit.models import Moving
from sixia.kit.standing import visible
from sixia.orders.models import Order
from sixia.oversight.models import Promise
from sixia.people.models import Account, Unit
from sixia.places.models import BytewiseCharField, Place

FORMS = (
    (rules.FIXED, _("At a fixed place")),
    (rules.DOWN, _("Going down to the people")),
    (rules.INVITED, _("By invitation")),
    (rules.CASE, _("Going down with a case")),
    (rules.JOINT, _("Jointly with several units")),
)
WAYS = (
    ("web", _("Web page")),
    ("phone", _("Telephone")),
    ("paper", _("On paper")),
    ("helper", _("Through a helper")),
    ("walk_in", _("Came without a booking")),
)


class DayRows(models.QuerySet["Day"]):
    """Reception days, narrowed by who asks."""

    def visible_to(self, who: Any) -> "DayRows":
        """Days in which `who` has a role."""
        return visible(self, standing.DAY, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Day(Moving):
    """One reception: who receives residents, in which post, for what they answer, when, where and in which form.

    `host` is the office that runs it; its territory decides who may see the day. `rule` is the code of the rule it was drawn
    from, empty when added by hand. `case` is set when the leader goes down with that case. `units` take part in a joint one.
    `replaces` is the day that was put off to this one.
    """

    FLOW: ClassVar = flow.DAY
    STANDING: ClassVar = standing.DAY

    rule = models.CharField(max_length=40, default="")
    form = models.CharField(max_length=7, choices=FORMS)
    host = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=64)
    portfolio = models.CharField(max_length=200, default="")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    place_path = BytewiseCharField(max_length=60)
    address = models.CharField(max_length=200, default="")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField(default=12)
    wheelchair = models.BooleanField(default=True)
    interpreter = models.BooleanField(default=False)
    units = models.ManyToManyField(Unit, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="successor")
    reason = models.CharField(max_length=200, default="")
    reminded_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    objects = DayRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["starts_at", "id"], name="reception_when"),
            models.Index(fields=["account", "starts_at"], name="reception_leader"),
            models.Index(fields=["host", "starts_at"], name="reception_host"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="reception_span"),
            models.UniqueConstraint(
                fields=["account", "starts_at"], condition=Q(state__in=flow.LIVE), name="reception_leader_once"
            ),
        ]

    @property
    def stream(self) -> str:
        """The journal stream that tells of this day."""
        return f"reception:{self.pk}"

    @property
    def date(self) -> date:
        """The local day."""
        return timezone.localdate(self.starts_at)


class BookingRows(models.QuerySet["Booking"]):
    """Bookings, narrowed by who asks."""

    def visible_to(self, who: Any) -> "BookingRows":
        """Bookings in which `who` has a role."""
        return visible(self, standing.BOOKING, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Booking(Moving):
    """Somebody who will come to a reception day, or has come: with a receipt code and a passcode, without an account.

    Name and telephone are sealed; `phone_index` finds a telephone without opening it. `voice` is an earlier matter they have
    named by its receipt. `people` come, of whom `speakers` come in. `number` is the number of the day, given on arrival; `at`
    the appointment. `client` is the name that an offline page gave it, so that it is taken once however often it is sent.
    """

    FLOW: ClassVar = flow.BOOKING
    STANDING: ClassVar = standing.BOOKING

    day = models.ForeignKey(Day, models.PROTECT, related_name="bookings")
    receipt = models.CharField(max_length=16, unique=True)
    passcode = models.CharField(max_length=64)
    way = models.CharField(max_length=7, choices=WAYS)
    about = models.TextField()
    salt = models.CharField(max_length=32)
    name = SealedTextField(default="")
    phone = SealedTextField(default="")
    phone_index = models.CharField(max_length=64, default="")
    voice = models.ForeignKey(Voice, models.PROTECT, null=True, related_name="+")
    people = models.PositiveSmallIntegerField(default=1)
    speakers = models.PositiveSmallIntegerField(default=1)
    wheelchair = models.BooleanField(default=False)
    interpreter = models.CharField(max_length=40, default="")
    home_visit = models.BooleanField(default=False)
    language = models.CharField(max_length=10, default="zh-hans")
    helper = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    consent = models.CharField(max_length=200, default="")
    client = models.UUIDField(unique=True)
    at = models.DateTimeField(null=True)
    number = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    seated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = BookingRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["day", "at", "id"], name="booking_day"),
            models.Index(fields=["phone_index", "-id"], name="booking_phone"),
            models.Index(fields=["voice", "-id"], name="booking_voice", condition=Q(voice__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["day", "number"], name="booking_number_once"),
            models.UniqueConstraint(fields=["day"], condition=Q(state=flow.SEATED), name="booking_one_seated"),
        ]

    @property
    def stream(self) -> str:
        """A booking is told of in its day's stream."""
        return f"reception:{self.day_id}"


class ActRows(models.QuerySet["Act"]):
    """What came of talks, narrowed by who asks."""

    def visible_to(self, who: Any) -> "ActRows":
        """Acts of the talks that `who` may see, without those that led to a case closed to them."""
        talks = Booking.objects.visible_to(who).values("pk")
        return self.filter(Q(case=None) | standing.free(who, "case"), booking__in=talks)


class Act(models.Model):
    """One thing that came of a talk: words heard, an instruction, a promise, a settlement, an explanation or a note.

    Register and ledger are read from these rows. `client` is the name its sender gave it: the same act sent twice is kept
    once, in whatever order acts arrive. The case, order and promise it led to stand beside it.
    """

    HEARD, JOINED, INSTRUCTED, PROMISED, SETTLED, EXPLAINED, PETITION, NOTED = (
        "heard",
        "joined",
        "instructed",
        "promised",
        "settled",
        "explained",
        "petition",
        "noted",
    )
    KINDS = (
        (HEARD, _("Words taken down")),
        (JOINED, _("Joined to an earlier case")),
        (INSTRUCTED, _("Instruction of the leader")),
        (PROMISED, _("Promise given")),
        (SETTLED, _("Settled on the spot")),
        (EXPLAINED, _("Explained")),
        (PETITION, _("Taken as a petition")),
        (NOTED, _("Note")),
    )

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="acts")
    client = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10, choices=KINDS)
    text = models.TextField(default="")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    voice = models.ForeignKey(Voice, models.PROTECT, null=True, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="+")
    promise = models.ForeignKey(Promise, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ActRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["booking", "id"], name="act_booking"),
            models.Index(fields=["-at", "-id"], name="act_new"),
        ]
