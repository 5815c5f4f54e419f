"""Tables of accounts, units, posts, stand-ins and recusals; no verbs."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sixia.kit.standing import visible
from sixia.people import standing
from sixia.people.rules import FUNCTIONS, ROLE_CHOICES, ROLES
from sixia.places.models import BytewiseCharField


class AccountRows(models.QuerySet["Account"]):
    """Accounts, narrowed by who asks."""

    def visible_to(self, who: Any) -> "AccountRows":
        """Accounts that `who` may look up."""
        return visible(self, standing.ACCOUNT, who)  # type: ignore[return-value] # filter() keeps the queryset class


class AccountManager(BaseUserManager.from_queryset(AccountRows)):  # type: ignore[misc] # base made at run time
    """What Django's sign-in needs to find an account."""


class Account(AbstractBaseUser):
    """One person who works here. What they may do comes from posts alone: there are no superusers."""

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
    is_staff = False
    is_superuser = False

    username = models.CharField(_("Sign-in name"), max_length=64, unique=True)
    name = models.CharField(_("Name"), max_length=64)
    email = models.EmailField(_("E-mail"), blank=True, default="")
    is_active = models.BooleanField(default=True)
    language = models.CharField(_("Language"), max_length=10, blank=True, default="")
    mfa_required = models.BooleanField(default=True)
    sessions_epoch = models.PositiveIntegerField(default=0)
    """Raised to end every session of this account at once."""
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = AccountManager()

    class Meta:
        indexes = [models.Index(fields=["name", "id"], name="account_name")]
        constraints = [
            models.CheckConstraint(condition=Q(closed_at__isnull=True) | Q(is_active=False), name="account_closed_is_inactive")
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Always False: Django's own permissions are not used here."""
        return False

    def has_module_perms(self, label: str) -> bool:
        """Always False: Django's own permissions are not used here."""
        return False

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        value = f"{self.password}:{self.sessions_epoch}"
        return salted_hmac("sixia.people.session", value, secret=secret, algorithm="sha256").hexdigest()


class UnitRows(models.QuerySet["Unit"]):
    """Units, narrowed by tree, time and who asks."""

    def visible_to(self, who: Any) -> "UnitRows":
        """Units that `who` may look up."""
        return visible(self, standing.UNIT, who)  # type: ignore[return-value] # filter() keeps the queryset class

    def under(self, path: str) -> "UnitRows":
        """The unit with this path and everything below it."""
        return self.filter(path__gte=path, path__lt=path + "~")

    def active(self, now: datetime) -> "UnitRows":
        """Units that exist at `now`."""
        return self.filter(Q(active_from__lte=now) & (Q(active_to__isnull=True) | Q(active_to__gt=now)))

    def said(self) -> dict[int, str]:
        """Key and name in the reader's language of each unit, in the order of the rows; one query."""
        return {pk: in_words(name, name_en) for pk, name, name_en in self.values_list("pk", "name", "name_en")}


def in_words(name: str, name_en: str) -> str:
    """A unit's name in the reader's language: the one of record where it has no other."""
    return name_en if name_en and (get_language() or "").startswith("en") else name


class Unit(models.Model):
    """An office, town or village committee that can owe something. `path` is its place in the tree of units:
    the codes from the top, each followed by a slash. `place` is the territory it answers for."""

    code = models.CharField(_("Code"), max_length=32, unique=True)
    name = models.CharField(_("Unit name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=120, blank=True, default="")
    function = models.CharField(_("Function"), max_length=32)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("Belongs to")
    )
    path = BytewiseCharField(max_length=255, unique=True)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+", verbose_name=_("Territory"))
    phone = models.CharField(_("Public telephone"), max_length=40, blank=True, default="")
    address = models.CharField(_("Public address"), max_length=200, blank=True, default="")
    active_from = models.DateTimeField()
    active_to = models.DateTimeField(null=True)

    objects = UnitRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["function", "id"], name="unit_function")]
        constraints = [
            models.CheckConstraint(
                condition=Q(active_to__isnull=True) | Q(active_to__gte=F("active_from")), name="unit_active_span"
            )
        ]

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> str:
        """Its name in the reader's language: on pages, in lists, messages and exports. `name` is the one of record."""
        return in_words(self.name, self.name_en)

    @property
    def depth(self) -> int:
        """How deep it lies in the tree: 0 at the top."""
        return self.path.count("/") - 1

    @property
    def function_label(self) -> str:
        """What the unit is for, in the reader's language."""
        return str(FUNCTIONS.get(self.function, self.function))


class PostRows(models.QuerySet["Post"]):
    """Posts, narrowed by time and who asks."""

    def visible_to(self, who: Any) -> "PostRows":
        """Posts that `who` may look up."""
        return visible(self, standing.POST, who)  # type: ignore[return-value] # filter() keeps the queryset class

    def held(self, now: datetime) -> "PostRows":
        """Posts that are valid at `now`."""
        return self.filter(Q(since__lte=now) & (Q(until__isnull=True) | Q(until__gt=now)))

    def meeting(self, since: datetime, until: datetime | None) -> "PostRows":
        """Posts whose time meets the span from `since` to `until` (None: without end)."""
        rows = self.filter(Q(until__isnull=True) | Q(until__gt=since))
        return rows if until is None else rows.filter(since__lt=until)


class Post(models.Model):
    """One account holds one role in one unit, from `since` until `until` (null: until further notice)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name=_("Unit"))
    role = models.CharField(_("Role"), max_length=24, choices=ROLE_CHOICES)
    title = models.CharField(_("Title"), max_length=64, blank=True, default="")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = PostRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["unit", "role"], name="post_unit_role")]
        constraints = [
            models.UniqueConstraint(fields=["account", "unit", "role"], condition=Q(until__isnull=True), name="post_open_once"),
            models.UniqueConstraint(fields=["account", "unit", "role", "since"], name="post_since_once"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="post_span"),
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="post_role_known"),
        ]

    @property
    def role_label(self) -> str:
        """The role's name in the reader's language."""
        return str(ROLES[self.role].label)


class StandInRows(models.QuerySet["StandIn"]):
    """Stand-ins, narrowed by who asks."""

    def visible_to(self, who: Any) -> "StandInRows":
        """Stand-ins that `who` may look up."""
        return visible(self, standing.STAND_IN, who)  # type: ignore[return-value] # filter() keeps the queryset class


class StandIn(models.Model):
    """While the holder of `post` is away, `account` acts in it from `since` until `until`."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="stand_ins")
    account = models.ForeignKey(Account, models.PROTECT, related_name="stand_ins", verbose_name=_("Stand-in"))
    since = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.CharField(_("Reason"), max_length=200)

    objects = StandInRows.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "account", "since"], name="stand_in_once"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="stand_in_span"),
        ]


class RecusalRows(models.QuerySet["Recusal"]):
    """Recusals, narrowed by time and who asks."""

    def visible_to(self, who: Any) -> "RecusalRows":
        """Recusals that `who` may read."""
        return visible(self, standing.RECUSAL, who)  # type: ignore[return-value] # filter() keeps the queryset class

    def held(self, now: datetime) -> "RecusalRows":
        """Recusals that are in force at `now`."""
        return self.filter(Q(since__lte=now) & (Q(until__isnull=True) | Q(until__gt=now)))


class Recusal(models.Model):
    """`account` keeps out of what concerns a unit, another account (`account` or `kin`), or one matter such as case 7."""

    UNIT, ACCOUNT, MATTER, KIN = "unit", "account", "matter", "kin"
    KINDS = ((UNIT, _("A unit")), (ACCOUNT, _("A colleague")), (KIN, _("A relative who works here")), (MATTER, _("One matter")))

    account = models.ForeignKey(Account, models.PROTECT, related_name="recusals")
    kind = models.CharField(_("What it concerns"), max_length=8, choices=KINDS)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Unit"))
    other_account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="recusals_of_others", verbose_name=_("Colleague")
    )
    matter_kind = models.CharField(max_length=24, blank=True, default="")
    matter_id = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(_("Reason"), max_length=200)
    declared_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = RecusalRows.as_manager()

    class Meta:
        indexes = [models.Index(fields=["matter_kind", "matter_id"], name="recusal_matter")]
        constraints = [
            models.CheckConstraint(
                name="recusal_says_what",
                condition=Q(kind="unit", unit__isnull=False, other_account__isnull=True, matter_id__isnull=True)
                | Q(kind__in=["account", "kin"], unit__isnull=True, other_account__isnull=False, matter_id__isnull=True)
                | (Q(kind="matter", unit__isnull=True, other_account__isnull=True, matter_id__isnull=False) & ~Q(matter_kind="")),
            ),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="recusal_span"),
            models.CheckConstraint(
                condition=Q(other_account__isnull=True) | ~Q(other_account=F("account")), name="recusal_of_somebody_else"
            ),
        ]
