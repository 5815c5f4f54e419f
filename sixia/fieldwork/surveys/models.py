"""Tables of surveys, their forms, what was filled in, and telephones that send it; no verbs."""

from functools import cached_property
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.surveys import flow, standing
from sixia.fieldwork.surveys.rules.definition import Definition
from sixia.fieldwork.visits.models import Visit
from sixia.kit.fields import SealedTextField
from sixia.kit.models import Moving, StoredFile
from sixia.kit.standing import visible
from sixia.people.models import Account, Unit
from sixia.places.models import BytewiseCharField, Place

WAYS = (
    ("link", _("By public link")),
    ("web", _("At the desk")),
    ("phone", _("On a telephone without network")),
    ("paper", _("Typed in from paper")),
    ("openrosa", _("With ODK Collect")),
)


class SurveyRows(models.QuerySet["Survey"]):
    """Surveys, narrowed by who asks."""

    def visible_to(self, who: Any) -> "SurveyRows":
        """Surveys in which `who` has a role."""
        return visible(self, standing.SURVEY, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Survey(Moving):
    """One survey: whose it is, where it asks, and whether anybody may answer by its link. `name` is the form's own id."""

    FLOW: ClassVar = flow.SURVEY
    STANDING: ClassVar = standing.SURVEY

    name = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    place_path = BytewiseCharField(max_length=60)
    link = models.CharField(max_length=16, unique=True)
    shared = models.BooleanField(default=False)
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = SurveyRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["made_at", "id"], name="survey_made"),
            models.Index(fields=["unit", "made_at"], name="survey_unit"),
            models.Index(fields=["place_path", "made_at"], name="survey_place"),
        ]


class Form(models.Model):
    """One version of a survey's form; never changed. `definition` is what every face reads, `xform` what ODK Collect reads.

    `digest` is the SHA-256 of the workbook it came from, `hash` that of the XForm as OpenRosa wants it, `sheets` how many paper
    sheets were numbered so far.
    """

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="forms")
    version = models.CharField(max_length=40)
    definition = models.JSONField()
    xform = models.TextField()
    hash = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    sheets = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "version"], name="survey_version_once")]

    @cached_property
    def questions(self) -> Definition:
        """The definition with quick ways in."""
        return Definition(self.definition)

    @property
    def key(self) -> str:
        """The name under which its workbook is kept."""
        return f"form:{self.pk}"


class SubmissionRows(models.QuerySet["Submission"]):
    """Filled forms, narrowed by who asks and by whether they count."""

    def visible_to(self, who: Any) -> "SubmissionRows":
        """Filled forms in which `who` has a role."""
        return visible(self, standing.SUBMISSION, who)  # type: ignore[return-value] # filter() keeps the queryset class

    def counting(self) -> "SubmissionRows":
        """Those that count: neither replaced by a corrected one nor set aside."""
        return self.filter(replaced=False).exclude(state=flow.SET_ASIDE)


class Submission(Moving):
    """One filled form. `client` is the name its sender gave it, so that it is taken once however often it is sent.

    `answers` hold what is not personal, `sealed` the rest and what the form does not know, as JSON. `faults` say by place what
    does not fit the form, where it was filled in away from it. `corrects` is the name of the one it takes the place of, which
    may arrive later; `replaced` that such a one has come for this. `sheet` is the number of the paper sheet.
    """

    FLOW: ClassVar = flow.ANSWER
    STANDING: ClassVar = standing.SUBMISSION

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="+")
    form = models.ForeignKey(Form, models.PROTECT, related_name="+")
    client = models.UUIDField(unique=True)
    corrects = models.UUIDField(null=True)
    replaced = models.BooleanField(default=False)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=8, choices=WAYS)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    sheet = models.CharField(max_length=24, default="")
    answers = models.JSONField(default=dict)
    sealed = SealedTextField(default="")
    faults = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    reason = models.TextField(default="")
    received_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)

    objects = SubmissionRows.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["survey", "received_at", "id"], name="submission_when"),
            models.Index(fields=["by", "received_at"], name="submission_by"),
            models.Index(fields=["corrects"], name="submission_corrects", condition=Q(corrects__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "sheet"], name="submission_sheet_once", condition=~Q(sheet="") & Q(corrects=None)
            )
        ]


class Attachment(models.Model):
    """A picture that belongs to a filled form, under the name the answers know it by."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "name"], name="attachment_once")]


class DeviceRows(models.QuerySet["Device"]):
    """Telephones, narrowed by who asks."""

    def visible_to(self, who: Any) -> "DeviceRows":
        """One's own; all for the security administrator."""
        return visible(self, standing.DEVICE, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Device(models.Model):
    """A telephone on which an official fills in forms with ODK Collect. Only a digest of its token is kept."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = DeviceRows.as_manager()

    @property
    def stream(self) -> str:
        """The journal stream that tells of it."""
        return f"device:{self.pk}"
