"""`sixia founders`: the first three administrators of a new installation, each with a one-time link."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.kit.commands import SpokenCommand
from sixia.kit.flow import Refused
from sixia.people import actions as people
from sixia.people.actors import SYSTEM
from sixia.people.models import Account, Post, Unit
from sixia.people.queries import find_place
from sixia.people.rules import AUDITOR, ROLES, SECURITY_ADMIN, SYSTEM_ADMIN
from sixia.places.models import Place
from sixia.places.queries import children

EX_CONFIG, REFUSED = 78, 3
FOUNDERS = (SYSTEM_ADMIN, SECURITY_ADMIN, AUDITOR)


class Command(SpokenCommand):
    """All or nothing. Exit codes: 0 done, 3 refused: somebody is an administrator already, or something does not fit."""

    help = gettext_lazy("Appoint the first three administrators of a new installation, and print their one-time links.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Three people, who must be three different people; the rest can be left out."""
        parser.add_argument(
            "people", nargs=3, metavar="USERNAME=NAME", help=_("system administrator, security administrator, auditor")
        )
        parser.add_argument("--place", default="", metavar="CODE", help=_("the territory; the topmost place when left out"))
        parser.add_argument("--unit", default="", metavar="NAME", help=_("name of the unit that looks after Sixia"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Found the unit, open the accounts, appoint, and hand out links."""
        now = timezone.now()
        try:
            with transaction.atomic():
                links = _found(options["people"], _place(options["place"], now), options["unit"], now)
        except Refused as refused:
            raise CommandError(str(refused.sentence), returncode=REFUSED) from refused
        for account, role, path in links:
            self.stdout.write(f"{ROLES[role].label}  {account.name} ({account.username})")
            self.stdout.write(f"  {settings.BASE_URL}{path}")
        self.stdout.write(_("Hand each link to its owner in person: it works once, for three days, and is kept nowhere."))


def _found(given: list[str], place: Place, unit_name: str, now: datetime) -> list[tuple[Account, str, str]]:
    if Post.objects.filter(role__in=FOUNDERS).exists():
        raise Refused("state", _("There are administrators already. They open accounts and grant posts on the screen."))
    rows = [_person(words) for words in given]
    unit = Unit.objects.filter(code="administration").first() or people.found_unit(
        code="administration",
        name=unit_name or _("Office that looks after Sixia"),
        function="administration",
        place=place,
        by=SYSTEM,
        now=now,
    )
    links = []
    for account, role in zip(people.open_accounts(rows, by=SYSTEM, now=now), FOUNDERS, strict=True):
        people.appoint(account, unit, role, by=SYSTEM, now=now)
        links.append((account, role, people.reset_password(account, by=SYSTEM, now=now)))
    return links


def _person(words: str) -> people.NewAccount:
    username, _equals, name = words.partition("=")
    if not username.strip() or not name.strip():
        raise Refused("missing", _("“%(given)s” is not USERNAME=NAME, such as chen=陈某.") % {"given": words})
    return people.NewAccount(username=username, name=name)


def _place(code: str, now: datetime) -> Place:
    """The place named, or the only one that lies in no other."""
    on = timezone.localdate(now)
    found = find_place(code, on) if code else list(children(None, on)[:2])
    if not found and not code:
        raise Refused("missing", _("There is no territory yet. Bring it in first: sixia import places FILE"))
    if len(found) != 1:
        raise Refused("guard", _("Which territory is meant? Give its code, such as --place 990101."))
    return found[0]
