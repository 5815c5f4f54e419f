"""Tables of petitions, their notices, hearings and agreements; no verbs."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case
from sixia.kit.fields import SealedTextField
from sixia.kit.models import Moving
from sixia.kit.standing import visible
from sixia.people.models import Account, Unit
from sixia.petitions import flow, standing
from sixia.petitions.rules import CLASSES, FIRST, MANNERS, MEANS, STAGES
from sixia.petitions.rules.documents import KINDS, TO_SERVE, Line, lines_of


class PetitionRows(models.QuerySet["Petition"]):
    """Petitions, narrowed by who asks."""

    def visible_to(self, who: Any) -> "PetitionRows":
        """Petitions in which `who` has a role."""
        return visible(self, standing.STANDING, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Petition(Moving):
    """The legal course of one case on the petition track.

    `matter` is its class (Arts. 29 to 31), `office` the petition office that registered it, `unit` who must handle it, `organ`
    who reviews, `upper` who re-reviews (null: outside this system). `stage` 0 handling, 1 review, 2 re-review. `request` is
    what is asked for, as the documents say it. `earlier` is the petition it repeats, `new_facts` what that one did not know.
    `due_at` is the next duty of an office; terms of the petitioner are on the clocks alone.
    """

    FLOW: ClassVar = flow.FLOW
    STANDING: ClassVar = standing.STANDING

    case = models.OneToOneField(Case, models.PROTECT, related_name="+")
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    matter = models.CharField(max_length=10, choices=CLASSES, default="")
    manner = models.CharField(max_length=7, choices=MANNERS, default="")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    organ = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    upper = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    appointed = models.BooleanField(default=False)
    stage = models.PositiveSmallIntegerField(choices=STAGES, default=FIRST)
    request = models.TextField()
    earlier = models.ForeignKey("self", models.PROTECT, null=True, related_name="repeats")
    new_facts = models.TextField(default="")
    id_number = SealedTextField(default="")
    id_index = models.CharField(max_length=64, default="")
    outcome = models.CharField(max_length=16, default="")
    extensions = models.PositiveSmallIntegerField(default=0)
    hearing_open = models.BooleanField(default=False)
    agreement_open = models.BooleanField(default=False)
    to_serve = models.PositiveSmallIntegerField(default=0)
    open = models.BooleanField(default=True)
    registered_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)

    objects = PetitionRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], name="petition_due", condition=Q(open=True)),
            models.Index(fields=["state", "due_at", "id"], name="petition_state", condition=Q(open=True)),
            models.Index(fields=["unit", "due_at", "id"], name="petition_unit"),
            models.Index(fields=["-registered_at", "-id"], name="petition_new"),
            models.Index(fields=["id_index", "id"], name="petition_id_number", condition=~Q(id_index="")),
            models.Index(fields=["id"], name="petition_to_serve", condition=Q(to_serve__gt=0)),
        ]

    @property
    def stream(self) -> str:
        """Petitions are told of in their case's stream."""
        return f"case:{self.case_id}"

    @property
    def over(self) -> bool:
        """Whether nothing more can be decided on it."""
        return self.state in self.FLOW.ends


class Notice(models.Model):
    """A document as it was issued: plain and complete in `content`, without petitioners' names, which are found by their voices.

    `stage` is the stage of the petition it belongs to. Issued ones never change but for the note of their service.
    """

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=12, choices=KINDS)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    stage = models.PositiveSmallIntegerField(choices=STAGES, default=FIRST)
    content = models.JSONField()
    salt = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    served_at = models.DateTimeField(null=True)
    means = models.CharField(max_length=10, choices=MEANS, default="")
    received_by = SealedTextField(default="")
    note = models.CharField(max_length=200, default="")
    noted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["petition", "kind"], name="notice_petition")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind", "year", "count"], name="notice_number"),
            models.CheckConstraint(
                condition=Q(served_at__isnull=True, means="") | (Q(served_at__isnull=False) & ~Q(means="")),
                name="notice_served_how",
            ),
        ]

    @property
    def stream(self) -> str:
        """A notice is told of where its petition is."""
        return self.petition.stream

    @property
    def must_be_served(self) -> bool:
        """Whether it must reach the petitioner on paper or by consent."""
        return self.kind in TO_SERVE

    @property
    def lines(self) -> list[Line]:
        """Its filled parts with their names, in order."""
        return lines_of(self.kind, self.content)


class Hearing(models.Model):
    """A hearing: called, then written down. `notice` is its record."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="hearings")
    stage = models.PositiveSmallIntegerField(choices=STAGES)
    place = models.CharField(max_length=120)
    held_on = models.DateField(null=True)
    called_at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True)
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["petition"], condition=Q(recorded_at__isnull=True), name="hearing_one_open")
        ]


class Agreement(models.Model):
    """What the parties agreed by mediation; `notice` is its paper."""

    STATES = (("made", _("To be performed")), ("performed", _("Performed")), ("broken", _("Not kept")))

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="agreements")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="+")
    perform_by = models.DateField()
    state = models.CharField(max_length=9, choices=STATES, default="made")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["petition"], condition=Q(state="made"), name="agreement_one_open")]
