"""Opening, changing and closing accounts; passwords and second factors. Grants no powers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.contrib.auth.tokens import default_token_generator
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell, tell_fresh
from sixia.people import events
from sixia.people.actions.may import need, need_open, need_other, need_successor, need_text
from sixia.people.actions.posts import end_rows
from sixia.people.actors import Actor
from sixia.people.models import Account, Post
from sixia.people.rules import SECURITY_ADMIN, SYSTEM_ADMIN


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """What is needed to open an account."""

    username: str
    name: str
    email: str = ""
    language: str = ""


def stream(account: Account) -> str:
    """The journal stream that tells of this account."""
    return f"account:{account.pk}"


def open_account(*, username: str, name: str, email: str = "", language: str = "", by: Actor, now: datetime) -> Account:
    """Open one account, without a password: `reset_password` gives the first one-time link."""
    return open_accounts([NewAccount(username=username, name=name, email=email, language=language)], by=by, now=now)[0]


@transaction.atomic
def open_accounts(rows: Iterable[NewAccount], *, by: Actor, now: datetime) -> list[Account]:
    """Open many accounts with a constant number of queries, all or none."""
    need(by, SYSTEM_ADMIN)
    accounts = [_blank_account(row, now) for row in rows]
    try:
        with transaction.atomic():
            Account.objects.bulk_create(accounts)
    except IntegrityError as error:
        raise Refused("guard", _("This sign-in name is taken. Choose another."), fields=["username"]) from error
    facts = [(events.AccountOpened(account=a.pk, name=Words(a.name)), stream(a)) for a in accounts]
    tell_fresh(facts, by=by, now=now)
    return accounts


def _blank_account(row: NewAccount, now: datetime) -> Account:
    return Account(
        username=normalize("NFKC", need_text("username", row.username)).lower(),
        name=need_text("name", row.name),
        email=row.email.strip(),
        language=row.language,
        password=make_password(None),
        opened_at=now,
    )


@transaction.atomic
def amend_account(
    account: Account, *, name: str | None = None, email: str | None = None, language: str | None = None, by: Actor, now: datetime
) -> None:
    """Correct a name or e-mail address (system administrator), or one's own language (everybody). None leaves as it is."""
    if not (by.account_id == account.pk and name is None and email is None):
        need(by, SYSTEM_ADMIN)
    given = {"name": name, "email": email, "language": language}
    changes = {field: value.strip() for field, value in given.items() if value is not None and value != getattr(account, field)}
    if "name" in changes:
        need_text("name", changes["name"])
    if not changes:
        return
    for field, value in changes.items():
        setattr(account, field, value)
    account.save(update_fields=list(changes))
    told = events.AccountAmended(account=account.pk, fields=sorted(changes), name=Words(changes.get("name", "")))
    tell(told, by=by, about=stream(account), now=now)


@transaction.atomic
def close_account(account: Account, *, by: Actor, now: datetime) -> None:
    """Close an account for good: its posts end, its stand-ins end, its sessions end. What it did stays in the journal."""
    need(by, SYSTEM_ADMIN)
    need_other(by, account, _("Nobody closes their own account: ask another system administrator."))
    account = Account.objects.select_for_update().get(pk=account.pk)
    need_open(account)
    posts = list(Post.objects.meeting(now, None).filter(account=account))
    need_successor(posts, now)
    told = events.AccountClosed(account=account.pk, posts=sorted(post.pk for post in posts))
    end_rows(posts, account.stand_ins.filter(until__gt=now), now)
    account.is_active, account.closed_at, account.password = False, now, make_password(None)
    account.save(update_fields=["is_active", "closed_at", "password"])
    tell(told, by=by, about=stream(account), now=now)


@transaction.atomic
def reset_password(account: Account, *, by: Actor, now: datetime) -> str:
    """Void the password and return the path of a one-time page (valid for three days) on which a new one is chosen.

    The administrator hands it over in person; it stops working as soon as it has been used or another one is made.
    """
    need(by, SYSTEM_ADMIN)
    need_open(account)
    account.password = make_password(None)
    account.save(update_fields=["password"])
    tell(events.PasswordReset(account=account.pk), by=by, about=stream(account), now=now)
    uid = urlsafe_base64_encode(force_bytes(account.pk))
    return reverse("people_new_password", args=[uid, default_token_generator.make_token(account)])


@transaction.atomic
def set_password(account: Account, password: str, *, by: Actor, now: datetime) -> None:
    """Set a password that the person has chosen themself; every other session of theirs ends."""
    if not by.is_system and by.account_id != account.pk:
        raise Refused("role", _("Everybody chooses their own password."))
    need_open(account)
    account.set_password(password)
    account.save(update_fields=["password"])
    tell(events.PasswordSet(account=account.pk), by=by, about=stream(account), now=now)


@transaction.atomic
def require_mfa(account: Account, required: bool = True, *, by: Actor, now: datetime) -> None:
    """Say whether this account must have a second factor. Decided by the security administrator, never for oneself."""
    need(by, SECURITY_ADMIN)
    need_other(by, account, _("Nobody decides this for their own account."))
    need_open(account)
    if account.mfa_required == required:
        return
    account.mfa_required = required
    account.save(update_fields=["mfa_required"])
    tell(events.SecondFactorRequired(account=account.pk, required=required), by=by, about=stream(account), now=now)


@transaction.atomic
def reset_mfa(account: Account, *, by: Actor, now: datetime) -> None:
    """Forget a lost device with its recovery codes and end all sessions. Not by whoever resets passwords: two people
    are needed to take an account over."""
    need(by, SECURITY_ADMIN)
    need_other(by, account, _("Nobody decides this for their own account."))
    need_open(account)
    Authenticator.objects.filter(user=account).delete()
    Account.objects.filter(pk=account.pk).update(sessions_epoch=F("sessions_epoch") + 1)
    account.refresh_from_db(fields=["sessions_epoch"])
    tell(events.SecondFactorReset(account=account.pk), by=by, about=stream(account), now=now)


def record_sign_in(account: Account, how: str, *, now: datetime) -> None:
    """Write down that somebody signed in; `how` is `password` or `demo`."""
    with transaction.atomic():
        actor = Actor("account", account_id=account.pk)
        tell(events.SignedIn(account=account.pk, how=how), by=actor, about=stream(account), now=now)


def record_export(*, page: str, kind: str, filters: str, by: Actor, now: datetime) -> None:
    """Write down that `by` took a list as a file (`kind` csv or xlsx), and what it was narrowed by."""
    event = events.ListExported(account=by.official_id, page=page[:200], kind=kind, filters=Words(filters[:2000]))
    with transaction.atomic():
        tell(event, by=by, about=by.ref, now=now)


def record_failed_sign_in(username: str, *, by: Actor, now: datetime) -> None:
    """Write down a wrong password for an account that exists; others leave no trace, so that nothing can be filled up."""
    account = Account.objects.filter(username=normalize("NFKC", username).strip().lower()).first()
    if account is not None:
        with transaction.atomic():
            tell(events.SignInFailed(account=account.pk), by=by, about=stream(account), now=now)
