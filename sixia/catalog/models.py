"""Tables of the catalog: an edition of the rules and its rows, which never change once written. Knows no verb."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Edition(models.Model):
    """One state of all rules. Cases keep the edition they began under; the current one is the highest number in force."""

    number = models.PositiveIntegerField(unique=True)
    profile = models.CharField(max_length=64)
    title = models.JSONField(default=dict)
    languages = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    applied_at = models.DateTimeField()
    by = models.CharField(max_length=64)
    in_force_from = models.DateTimeField()

    class Meta:
        verbose_name = _("edition of the rules")
        indexes = [models.Index(fields=["in_force_from", "number"], name="edition_in_force")]

    def __str__(self) -> str:
        return f"{self.profile} {self.number}"


class EditionRow(models.Model):
    """Base of the rows of an edition; fields mirror `rules.rows`. Texts are JSON maps of language to words."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Category(EditionRow):
    """What can be asked."""

    code = models.CharField(max_length=64)
    parent = models.CharField(max_length=64, blank=True)
    path = models.CharField(max_length=200)
    name = models.JSONField(default=dict)
    inner = models.JSONField(default=dict)
    hint = models.JSONField(default=dict)
    synonyms = models.JSONField(default=list)
    keywords = models.JSONField(default=list)
    sector = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20)
    triage = models.CharField(max_length=10)
    restricted = models.BooleanField(default=False)
    public = models.BooleanField(default=True)
    emergency = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="category_once")]
        indexes = [models.Index(fields=["edition", "path"], name="category_path")]


class Term(EditionRow):
    """A named word of the jurisdiction: function, sector, channel, role."""

    group = models.CharField(max_length=20)
    code = models.CharField(max_length=40)
    name = models.JSONField(default=dict)
    tier = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "group", "code"], name="term_once")]


class Norm(EditionRow):
    """How long a kind of step may take, and for which cases."""

    clock = models.CharField(max_length=40)
    track = models.CharField(max_length=10)
    category = models.CharField(max_length=64, blank=True)
    place = models.CharField(max_length=15, blank=True)
    level = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    amount = models.PositiveIntegerField()
    unit = models.CharField(max_length=8)
    calendar = models.CharField(max_length=64)
    rolls = models.BooleanField(default=False)
    warn = models.PositiveSmallIntegerField(default=80)
    extensions = models.PositiveSmallIntegerField(default=0)
    extension_amount = models.PositiveIntegerField(default=0)
    extension_by = models.CharField(max_length=40, blank=True)
    four_eyes = models.BooleanField(default=False)
    source = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "edition",
                    "clock",
                    "track",
                    "category",
                    "place",
                    "level",
                    "kind",
                ],
                name="norm_once",
            )
        ]


class Duty(EditionRow):
    """Which unit function owes something on a category."""

    category = models.CharField(max_length=64)
    place = models.CharField(max_length=15, blank=True)
    level = models.CharField(max_length=20, blank=True)
    function = models.CharField(max_length=40)
    role = models.CharField(max_length=10)
    basis = models.CharField(max_length=12)
    source = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "category", "place", "level", "function"],
                name="duty_once",
            )
        ]


class CalendarData(EditionRow):
    """A work calendar by name."""

    code = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    source = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="calendar_once")]


class ReplyTemplate(EditionRow):
    """A text to start a message from."""

    code = models.CharField(max_length=64)
    category = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=40)
    title = models.JSONField(default=dict)
    text = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="reply_once")]


class Question(EditionRow):
    """A question of the verdict."""

    code = models.CharField(max_length=40)
    form = models.CharField(max_length=10)
    required = models.BooleanField(default=True)
    text = models.JSONField(default=dict)
    options = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="question_once")]


class Redirect(EditionRow):
    """Another legal way than this one."""

    code = models.CharField(max_length=40)
    name = models.JSONField(default=dict)
    advice = models.JSONField(default=dict)
    remedy = models.JSONField(default=dict)
    contact = models.CharField(max_length=200, blank=True)
    days = models.PositiveIntegerField(default=0)
    source = models.JSONField(default=dict)
    unconfirmed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="redirect_once")]


class Emergency(EditionRow):
    """Words of danger and the number to call at once."""

    code = models.CharField(max_length=40)
    number = models.CharField(max_length=20)
    words = models.JSONField(default=list)
    unless = models.JSONField(default=list)
    always = models.BooleanField(default=False)
    advice = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "emergencies"
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="emergency_once")]


class Reception(EditionRow):
    """How often holders of some posts receive residents."""

    code = models.CharField(max_length=40)
    name = models.JSONField(default=dict)
    who = models.JSONField(default=list)
    functions = models.JSONField(default=list)
    every = models.CharField(max_length=7)
    day = models.PositiveSmallIntegerField(default=15)
    month = models.PositiveSmallIntegerField(default=1)
    each = models.BooleanField(default=False)
    form = models.CharField(max_length=7)
    place = models.CharField(max_length=8)
    opens = models.CharField(max_length=5)
    closes = models.CharField(max_length=5)
    capacity = models.PositiveSmallIntegerField(default=12)
    least = models.PositiveSmallIntegerField(default=0)
    source = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="reception_once")]


class Rule(EditionRow):
    """One scalar rule; typed by `rules.settings`."""

    code = models.CharField(max_length=64)
    value = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="rule_once")]
