"""`sixia apikey`: make, list and revoke the keys with which other systems hand in concerns."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.interop.actions import make_key, revoke_key
from sixia.interop.models import ApiKey
from sixia.kit.flow import Refused
from sixia.people.actors import SYSTEM
from sixia.people.models import Unit

REFUSED = 3


class Command(BaseCommand):
    """Exit codes: 0 done, 3 refused."""

    help = _("Make, list or revoke keys with which other systems hand in concerns by Open311.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["new", "list", "revoke"])
        parser.add_argument("name", nargs="?", default="", help=_("the other system's name, such as city-app"))
        parser.add_argument("--desk", default="", help=_("with new: code of the unit that hears it; else the nearest desk"))
        parser.add_argument("--json", action="store_true", help=_("answer as JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        verb, name, as_json = options["verb"], options["name"], options["json"]
        try:
            if verb == "list":
                self._list(as_json=as_json)
            elif verb == "new":
                self._new(name, options["desk"], as_json=as_json)
            else:
                self._revoke(name)
        except Refused as refused:
            raise CommandError(str(refused.sentence), returncode=REFUSED) from refused

    def _new(self, name: str, code: str, *, as_json: bool) -> None:
        now = timezone.now()
        desk = Unit.objects.active(now).filter(code=code).first() if code else None
        if code and desk is None:
            raise Refused("missing", _("There is no unit with the code %(code)s.") % {"code": code})
        key, secret = make_key(name, desk=desk, by=SYSTEM, now=now)
        if as_json:
            self.stdout.write(json.dumps({"name": key.name, "api_key": secret}))
            return
        self.stdout.write(secret)
        self.stderr.write(_("This is the key of %(name)s. It is shown only now and kept nowhere.") % {"name": key.name})

    def _list(self, *, as_json: bool) -> None:
        keys = list(ApiKey.objects.select_related("desk").order_by("name"))
        if as_json:
            rows = [{"name": key.name, "active": key.active, "begins": key.hint, "made_at": key.made_at} for key in keys]
            self.stdout.write(json.dumps(rows, default=str))
            return
        if not keys:
            self.stdout.write(_("There are no keys yet. Make one with: sixia apikey new NAME"))
        for key in keys:
            state = _("valid") if key.active else _("revoked")
            self.stdout.write(f"{key.name:<32} {key.hint}…  {key.made_at:%Y-%m-%d}  {state}  {key.desk.name if key.desk else ''}")

    def _revoke(self, name: str) -> None:
        key = ApiKey.objects.filter(name=name).first()
        if key is None:
            raise Refused("missing", _("There is no key of this name."))
        revoke_key(key, by=SYSTEM, now=timezone.now())
        self.stdout.write(_("The key of %(name)s is revoked.") % {"name": key.name})
