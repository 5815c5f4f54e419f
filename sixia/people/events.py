"""What happens to accounts, units and posts, as facts; people appear by number, their names only as words."""

from dataclasses import dataclass

from sixia.kit.events import Event, Words


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """Somebody may sign in from now on; they hold no post yet."""

    account: int
    name: Words


@dataclass(frozen=True, kw_only=True)
class AccountAmended(Event):
    """A name, e-mail address or language was changed; `fields` says which."""

    account: int
    fields: list[str]
    name: Words


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event):
    """Somebody left: no sign-in any more, and every post in `posts` has ended."""

    account: int
    posts: list[int]


@dataclass(frozen=True, kw_only=True)
class PasswordReset(Event):
    """The old password is void and a one-time link was given out."""

    account: int


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Event):
    """The person chose a new password."""

    account: int


@dataclass(frozen=True, kw_only=True)
class SecondFactorRequired(Event):
    """Whether this account needs a second factor from now on."""

    account: int
    required: bool


@dataclass(frozen=True, kw_only=True)
class SecondFactorReset(Event):
    """A lost device and its recovery codes were forgotten; all sessions have ended."""

    account: int


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """Somebody signed in, by password or on the demo page."""

    account: int
    how: str


@dataclass(frozen=True, kw_only=True)
class ListExported(Event):
    """Somebody took a list out of the house as a file; `filters` are the words it was narrowed by."""

    account: int
    page: str
    kind: str
    filters: Words


@dataclass(frozen=True, kw_only=True)
class SignInFailed(Event):
    """A wrong password was given for this account."""

    account: int


@dataclass(frozen=True, kw_only=True)
class UnitFounded(Event):
    """A unit exists from `active_from` on."""

    unit: int
    code: str
    name: str
    function: str
    place: int
    active_from: str
    parent: int | None = None


@dataclass(frozen=True, kw_only=True)
class UnitAmended(Event):
    """A unit's name, function, territory or public contact was changed; `fields` says which."""

    unit: int
    name: str
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class UnitMoved(Event):
    """A unit with everything below it now belongs to another."""

    unit: int
    parent: int | None
    before: int | None


@dataclass(frozen=True, kw_only=True)
class UnitDissolved(Event):
    """A unit is no more; every post in `posts` has ended."""

    unit: int
    posts: list[int]


@dataclass(frozen=True, kw_only=True)
class Appointed(Event):
    """An account holds a role in a unit. Times are ISO 8601 in UTC."""

    post: int
    account: int
    unit: int
    role: str
    since: str
    until: str | None = None


@dataclass(frozen=True, kw_only=True)
class PostEnded(Event):
    """A post ends at `until`; `begun` is false when it was called off before it began."""

    post: int
    account: int
    unit: int
    role: str
    until: str
    begun: bool


@dataclass(frozen=True, kw_only=True)
class StandInNamed(Event):
    """`account` acts in `post` from `since` until `until`."""

    stand_in: int
    post: int
    account: int
    since: str
    until: str
    reason: Words


@dataclass(frozen=True, kw_only=True)
class StandInEnded(Event):
    """A stand-in ended before its time."""

    stand_in: int
    post: int
    account: int
    until: str


@dataclass(frozen=True, kw_only=True)
class RecusalDeclared(Event):
    """`account` keeps out of a unit, of a colleague's affairs, or of one matter."""

    recusal: int
    account: int
    kind: str
    unit: int | None = None
    other: int | None = None
    matter: str = ""
    reason: Words


@dataclass(frozen=True, kw_only=True)
class RecusalLifted(Event):
    """A recusal is no longer in force."""

    recusal: int
    account: int
    reason: Words
