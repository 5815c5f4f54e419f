"""Reading people: who is meant by a typed name, and the story of an account or unit in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.http import urlsafe_base64_decode
from django.utils.translation import gettext_lazy as _

from sixia.kit.journal import Line, timeline
from sixia.kit.models import Entry
from sixia.people.models import Account, Post, Unit
from sixia.people.rules import NOT_HANDLING, ROLES, TRY, Role
from sixia.places.models import Place
from sixia.places.queries import by_code
from sixia.ui.parts import Happening

MOST_OPTIONS: Final = 1000
EVENTS: Final[dict[str, str | Promise]] = {
    "AccountOpened": _("Account opened"),
    "AccountAmended": _("Account corrected"),
    "AccountClosed": _("Account closed"),
    "PasswordReset": _("One-time link given for a new password"),
    "PasswordSet": _("New password chosen"),
    "SecondFactorRequired": _("Duty to have a second factor changed"),
    "SecondFactorReset": _("Second factor reset"),
    "SignedIn": _("Signed in"),
    "SignInFailed": _("Wrong password"),
    "ListExported": _("Took a list as a file"),
    "UnitFounded": _("Unit founded"),
    "UnitAmended": _("Unit corrected"),
    "UnitMoved": _("Unit moved"),
    "UnitDissolved": _("Unit dissolved"),
    "Appointed": _("Appointed"),
    "PostEnded": _("Post ended"),
    "StandInNamed": _("Named as a stand-in"),
    "StandInEnded": _("Stand-in ended early"),
    "RecusalDeclared": _("Recusal declared"),
    "RecusalLifted": _("Recusal lifted"),
}
RECUSALS: Final = frozenset({"RecusalDeclared", "RecusalLifted"})
"""Told only to those who may read recusals."""
GRAVE: Final = frozenset({"SignInFailed", "AccountClosed", "PasswordReset", "SecondFactorReset"})


FEW: Final = 3
APART: Final = ("town", "village", "petition_office")
"""Functions whose units work so differently from a department that each is worth being tried."""


def find_account(text: str) -> list[Account]:
    """Active accounts whose sign-in name or full name is exactly `text`; at most three, the sign-in name alone if it fits."""
    rows = Account.objects.filter(is_active=True)
    one = list(rows.filter(username=text.strip().lower()))
    return one or list(rows.filter(name=text.strip()).order_by("pk")[:3])


def find_place(text: str, on: date) -> list[Place]:
    """Places of that day with this code or exactly this name; at most three."""
    place = by_code(text.strip(), on)
    return [place] if place else list(Place.objects.current(on).filter(name=text.strip()).order_by("path")[:3])


def account_of_link(uid: str) -> Account | None:
    """The open account that a one-time link speaks of."""
    try:
        number = int(urlsafe_base64_decode(uid))
    except ValueError:
        return None
    return working_account(number)


def working_account(number: int) -> Account | None:
    """The account with this number, when it is not closed."""
    found: Account | None = Account.objects.filter(pk=min(number, 2**62), is_active=True).first()
    return found


@dataclass(frozen=True, slots=True)
class Part:
    """A role of the demo county: what to try in it, a few posts to choose from, and how many more hold it."""

    role: Role
    hint: str | Promise
    posts: list[Post]
    more: int


def cast(now: datetime) -> list[Post]:
    """Every post that somebody holds at `now`, unit by unit in the order of the tree: the cast of the demo county."""
    posts = Post.objects.held(now).filter(account__is_active=True).select_related("account", "unit")
    return list(posts.order_by("unit__path", "pk"))


def parts(posts: Iterable[Post], roles: Iterable[str]) -> list[Part]:
    """The roles that somebody holds, in this order."""
    held: dict[str, list[Post]] = {}
    for post in posts:
        held.setdefault(post.role, []).append(post)
    shown = {role: _few(rows) for role, rows in held.items()}
    return [Part(ROLES[role], TRY[role], shown[role], len(held[role]) - len(shown[role])) for role in roles if role in held]


def _few(posts: list[Post]) -> list[Post]:
    """One of each unit while those are few, otherwise one for each kind of unit that handles cases."""
    units: dict[int, Post] = {}
    kinds: dict[str, Post] = {}
    for post in sorted(posts, key=lambda post: post.pk or 0):
        units.setdefault(post.unit_id, post)
        if post.unit.function not in NOT_HANDLING:
            kinds.setdefault(post.unit.function if post.unit.function in APART else "", post)
    return list(units.values()) if len(units) <= FEW else [kinds[kind] for kind in ("", *APART) if kind in kinds]


def holders(role: str, now: datetime) -> QuerySet[Post, Any]:
    """Account ids of everybody who holds the role at `now`, as a subquery."""
    return Post.objects.held(now).filter(role=role).values("account_id")


def unit_names(numbers: Iterable[int]) -> dict[int, str]:
    """Names of these units in the reader's language, in one query."""
    return Unit.objects.filter(pk__in=set(numbers)).said()


def units_called(text: str, now: datetime) -> list[Unit]:
    """Active units of exactly this name, in either language, or code; else those whose name holds it, at most four."""
    rows = Unit.objects.active(now).select_related("place")
    exact = list(rows.filter(Q(name=text) | Q(name_en=text))[:4]) or list(rows.filter(code=text))
    return exact or list(rows.filter(Q(name__contains=text) | Q(name_en__icontains=text)).order_by("path")[:4])


def unit_options(now: datetime) -> list[str]:
    """Names in the reader's language to choose from while typing; one query. None at all where there are too many to send."""
    found = list(Unit.objects.active(now).order_by("path")[: MOST_OPTIONS + 1].said().values())
    return found if len(found) <= MOST_OPTIONS else []


def journal(*, recusals: bool) -> QuerySet[Entry]:
    """Entries about accounts and units, with or without recusals."""
    streams = Q(stream__gte="account:", stream__lt="account;") | Q(stream__gte="unit:", stream__lt="unit;")
    return Entry.objects.filter(streams, event__in=sorted(set(EVENTS) if recusals else set(EVENTS) - RECUSALS))


def names(refs: Iterable[str]) -> dict[str, str]:
    """`account:7` → the person's name, in one query; `system` is named too, other references are left out."""
    keys = {ref: int(ref.partition(":")[2]) for ref in refs if ref.startswith("account:")}
    found = {row.pk: row.name for row in Account.objects.filter(pk__in=set(keys.values())).only("name")}
    return {"system": str(_("the system"))} | {ref: found[key] for ref, key in keys.items() if key in found}


def story(stream: str, *, recusals: bool) -> list[Happening]:
    """What the journal tells of an account or unit, newest first, with or without recusals; four queries however long."""
    wanted = set(EVENTS) if recusals else set(EVENTS) - RECUSALS
    lines = timeline(stream, events=sorted(wanted), newest_first=True)
    who = names(line.by for line in lines)
    units = unit_names(line.facts["unit"] for line in lines if "unit" in line.facts)
    return [
        Happening(
            at=line.at,
            text=EVENTS.get(line.event, line.event),
            who=who.get(line.by, ""),
            detail=detail(line, units),
            tone="warn" if line.event in GRAVE else "",
        )
        for line in lines
    ]


def detail(line: Line, units: dict[int, str]) -> str:
    """The rest of an entry in one line: role, unit, words that have not been erased."""
    facts = line.facts
    role = str(ROLES[facts["role"]].label) if facts.get("role") in ROLES else ""
    parts = [role, units.get(facts.get("unit", 0), ""), *line.words.values()]
    return " · ".join(part for part in parts if part)
