"""Tables of cases, voices, answers, verdicts and contacts; no verbs."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sixia.cases import flow, standing
from sixia.catalog.models import Edition
from sixia.kit.fields import SealedTextField
from sixia.kit.models import Moving
from sixia.kit.standing import visible
from sixia.people.models import Account, Unit
from sixia.places.models import BytewiseCharField, Place

KINDS = (
    ("inquiry", _("Inquiry")),
    ("help", _("Request for help")),
    ("complaint", _("Complaint")),
    ("suggestion", _("Suggestion")),
    ("accusation", _("Accusation")),
    ("praise", _("Praise")),
)
CHANNELS = (
    ("web", _("Web page")),
    ("phone", _("Telephone")),
    ("counter", _("Counter")),
    ("letter", _("Letter")),
    ("visit", _("Visit at home")),
    ("mail", _("E-mail")),
    ("sms", _("Text message")),
    ("api", _("Other system")),
    ("import", _("Brought in from an older system")),
)
TRIAGE = (("must", _("Must be done")), ("now", _("Can be done now")), ("hard", _("Hard")), ("joint", _("Needs several units")))
ENDINGS = (
    ("", "-"),
    ("verdict", _("By the resident's verdict")),
    ("without_verdict", _("Closed without a verdict")),
    ("withdrawn", _("Withdrawn by the resident")),
    ("explained", _("Lawful explanation, not solved")),
    ("redirected", _("Another lawful way was shown")),
    ("joined", _("Joined to another case")),
    ("imported", _("Closed before it came here")),
    ("final", _("Lawfully final")),
    ("settled", _("By an agreement that was kept")),
    ("refused", _("Not accepted, with reasons")),
    ("replied", _("Suggestion answered")),
)
TRACKS = (("service", _("Service")), ("petition", _("Petition")))


class CaseRows(models.QuerySet["Case"]):
    """Cases, narrowed by who asks and by whether they are open."""

    def visible_to(self, who: Any) -> "CaseRows":
        """Cases in which `who` has a role."""
        return visible(self, standing.SEEN, who)  # type: ignore[return-value] # filter() keeps the queryset class

    def open(self) -> "CaseRows":
        """Cases on which something is still to be done or to be judged."""
        return self.filter(open=True)

    def open_to(self, who: Any) -> "CaseRows":
        """The open ones among rows that are narrowed to what `who` may see: the same rows as `open`, sooner found."""
        near = standing.near_open(who)
        return self.open() if near is None else self.open().filter(near)


class Case(Moving):
    """The matter under handling; one or many voices.

    `edition` are the rules it goes by for ever. `first_at` is when it was first said and never moves. `level` counts how
    often it went one level up. `place_path` is the place's path, or the desk's territory when the place is unknown.
    `track_changed_at` is when it moved to the other track, which it may do once. `ending` says how it closed. `public` is
    whether it may stand, without words, on the public list.
    """

    FLOW: ClassVar = flow.CASE
    STANDING: ClassVar = standing.CASE

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", db_index=False)
    track = models.CharField(max_length=8, choices=TRACKS, default="service")
    track_changed_at = models.DateTimeField(null=True)
    kind = models.CharField(max_length=10, choices=KINDS)
    category = models.CharField(max_length=64, default="")
    triage = models.CharField(max_length=5, choices=TRIAGE, default="must")
    title = models.CharField(max_length=80)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    place_path = BytewiseCharField(max_length=60)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    lead_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    restricted = models.BooleanField(default=False)
    barred = models.BooleanField(default=False)
    secret = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)
    public = models.BooleanField(default=False)
    open = models.BooleanField(default=True)
    level = models.PositiveSmallIntegerField(default=0)
    voices_count = models.PositiveIntegerField(default=1)
    negatives = models.PositiveSmallIntegerField(default=0)
    hops = models.PositiveSmallIntegerField(default=0)
    ending = models.CharField(max_length=16, choices=ENDINGS, default="")
    into = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined")
    first_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    dispatched_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)

    objects = CaseRows.as_manager()

    class Meta:
        indexes = [
            # Both hold all that lists and their counts ask of whoever answers for a territory: no row is looked into.
            models.Index(
                fields=["state", "place_path", "due_at", "restricted", "barred", "id"],
                name="case_state",
                condition=Q(open=True),
            ),
            models.Index(
                fields=["due_at", "id", "place_path", "restricted", "barred"],
                name="case_due",
                condition=Q(due_at__isnull=False),
            ),
            models.Index(fields=["-heard_at", "-id"], name="case_new"),
            models.Index(fields=["category", "-heard_at"], name="case_category"),
            models.Index(fields=["lead_unit", "-heard_at", "-id"], name="case_unit"),
            models.Index(fields=["restricted", "-heard_at"], name="case_restricted", condition=Q(restricted=True)),
            models.Index(fields=["-heard_at", "-id"], name="case_public", condition=Q(public=True)),
            models.Index(fields=["due_at", "id"], name="case_negative", condition=Q(open=True, negatives__gt=0)),
            models.Index(fields=["-closed_at", "-id"], name="case_closed", condition=Q(closed_at__isnull=False)),
        ]

    @property
    def place_known(self) -> bool:
        """Whether the resident said where."""
        return self.place_id is not None


class VoiceRows(models.QuerySet["Voice"]):
    """Voices, narrowed by who asks."""

    def visible_to(self, who: Any) -> "VoiceRows":
        """Voices in which `who` has a role: those of visible cases, or one's own."""
        return visible(self, standing.VOICE_SEEN, who)  # type: ignore[return-value] # filter() keeps the queryset class


class Voice(Moving):
    """One person's words by one channel, with a receipt. Never edited, never merged away.

    Name, telephone, e-mail and address are sealed; `phone_index` finds a telephone without opening it. The journal
    holds a commitment to `text` under `salt`. `passcode` is the index of the six digits only the resident has.
    `origin` is the case it came with, where it has joined another, `split_from` the voice whose words it is a part of.
    `callback_at` is when a clerk may call for the verdict.
    """

    FLOW: ClassVar = flow.VOICE
    STANDING: ClassVar = standing.VOICE
    WANTS = (
        ("sms", _("Text message")),
        ("phone", _("Telephone call")),
        ("mail", _("E-mail")),
        ("paper", _("Letter")),
        ("none", _("Nothing: I will look myself")),
    )

    case = models.ForeignKey(Case, models.PROTECT, related_name="voices")
    origin = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    receipt = models.CharField(max_length=16, unique=True)
    passcode = models.CharField(max_length=64)
    renewed_at = models.DateTimeField(null=True)
    kind = models.CharField(max_length=10, choices=KINDS)
    channel = models.CharField(max_length=8, choices=CHANNELS)
    text = models.TextField()
    salt = models.CharField(max_length=32)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    place_note = models.CharField(max_length=200, default="")
    name = SealedTextField(default="")
    phone = SealedTextField(default="")
    email = SealedTextField(default="")
    address = SealedTextField(default="")
    phone_index = models.CharField(max_length=64, default="")
    wants = models.CharField(max_length=5, choices=WANTS, default="sms")
    language = models.CharField(max_length=10, default="zh-hans")
    secret = models.BooleanField(default=False)
    minor = models.BooleanField(default=False)
    anonymous = models.BooleanField(default=False)
    representative = models.BooleanField(default=False)
    helper = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    consent = models.CharField(max_length=200, default="")
    source = models.CharField(max_length=40, default="")
    source_id = models.CharField(max_length=120, default="")
    heard_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    callback_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = VoiceRows.as_manager()

    class Meta:
        indexes = [
            # Not partial: SQLite cannot tell that a number it is asked for is not the empty string.
            models.Index(fields=["phone_index", "-id"], name="voice_phone"),
            models.Index(fields=["source_id", "source"], name="voice_source"),
            models.Index(fields=["callback_at", "id"], name="voice_callback", condition=Q(callback_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id"], condition=~Q(source_id=""), name="voice_source_once")
        ]

    @property
    def stream(self) -> str:
        """A voice is told of in its case's stream."""
        return f"case:{self.case_id}"


class Answer(models.Model):
    """What residents are told: `final`, `interim`, `redirect` or `explanation`. Sent ones never change.

    `proposed` ones wait for a second person. `basis` is the legal basis, `remedies` what can be done against it.
    """

    FINAL, INTERIM, REDIRECT, EXPLANATION = "final", "interim", "redirect", "explanation"
    WORDS = (
        (FINAL, _("Answer")),
        (INTERIM, _("How it stands")),
        (REDIRECT, _("Another lawful way")),
        (EXPLANATION, _("Lawful explanation")),
    )
    PROPOSED, SENT, SENT_BACK = "proposed", "sent", "sent_back"

    case = models.ForeignKey(Case, models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=11, choices=WORDS, default=FINAL)
    state = models.CharField(max_length=9, default=SENT)
    text = models.TextField()
    basis = models.TextField(default="")
    remedies = models.TextField(default="")
    salt = models.CharField(max_length=32)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    checked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], condition=Q(state="proposed"), name="answer_one_proposed")]

    @property
    def key(self) -> str:
        """The name under which files belong to it."""
        return f"answer:{self.pk}"

    @property
    def words(self) -> str:
        """All that residents read of it, as the journal commits to it."""
        return "\n\n".join(part for part in (self.text, self.basis, self.remedies) if part)


class Verdict(models.Model):
    """What one voice says of an answer. Rows are only added: number 1 is the first verdict and stays as it was."""

    SOLVED = (("yes", _("Solved")), ("partly", _("Partly solved")), ("no", _("Not solved")))
    SATISFIED = (
        (5, _("Very satisfied")),
        (4, _("Satisfied")),
        (3, _("Fairly satisfied")),
        (2, _("Dissatisfied")),
        (1, _("Very dissatisfied")),
    )

    voice = models.ForeignKey(Voice, models.PROTECT, related_name="verdicts")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    solved = models.CharField(max_length=6, choices=SOLVED)
    satisfied = models.PositiveSmallIntegerField(choices=SATISFIED)
    decent = models.BooleanField(null=True)
    agree = models.BooleanField()
    comment = models.TextField(default="")
    channel = models.CharField(max_length=8, choices=CHANNELS)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["voice", "number"], name="verdict_number")]
        indexes = [
            models.Index(fields=["at", "number"], name="verdict_at"),
            models.Index(fields=["case", "at"], name="verdict_case"),
        ]


class Contact(models.Model):
    """One attempt to reach a resident: in handling, or to ask for the verdict."""

    MEANS = (
        ("phone", _("Telephone")),
        ("sms", _("Text message")),
        ("visit", _("Visit")),
        ("mail", _("E-mail")),
        ("letter", _("Letter")),
    )
    PURPOSES = (("handling", _("Handling")), ("callback", _("Call-back for the verdict")))

    case = models.ForeignKey(Case, models.PROTECT, related_name="contacts")
    voice = models.ForeignKey(Voice, models.PROTECT, related_name="contacts")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=8, choices=PURPOSES)
    means = models.CharField(max_length=6, choices=MEANS)
    reached = models.BooleanField()
    note = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["voice", "at"], name="contact_voice")]

    @property
    def key(self) -> str:
        """The name under which files belong to it."""
        return f"contact:{self.pk}"


class Exclusion(models.Model):
    """A verdict or case that a unit asks to leave out of its figures; counted only once somebody else has agreed.

    Rates are always shown with and without these.
    """

    REASONS = (
        ("no_new_facts", _("Said again without anything new")),
        ("other_way", _("Belongs to a court, arbitration or another procedure")),
        ("against_law", _("Asks for what the law or policy forbids")),
        ("unreachable", _("Nobody could be reached")),
        ("disaster", _("Natural disaster or emergency")),
    )

    case = models.OneToOneField(Case, models.PROTECT, related_name="exclusion")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=16, choices=REASONS)
    note = models.TextField()
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)

    @property
    def stream(self) -> str:
        """An exclusion is told of in its case's stream."""
        return f"case:{self.case_id}"
