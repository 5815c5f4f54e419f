"""`sixia profile`: apply, check, show and list the rules of a jurisdiction."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.catalog import queries
from sixia.catalog.actions import apply_profile, checksum
from sixia.catalog.models import Edition
from sixia.catalog.rules.book import Content, RuleBook
from sixia.catalog.rules.difference import Difference
from sixia.catalog.rules.faults import ProfileError
from sixia.catalog.rules.reading import read
from sixia.catalog.rules.rows import SHEETS
from sixia.kit.flow import Refused
from sixia.people.actors import SYSTEM

FAULTY, REFUSED = 2, 3


class Command(BaseCommand):
    """Exit codes: 0 done (or nothing to do), 2 the profile has faults, 3 refused."""

    help = "Apply, check, show or list the rules of a jurisdiction, kept as a profile folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["apply", "check", "show", "list"])
        parser.add_argument("folder", nargs="?", type=Path, help="the profile folder, such as profiles/cn-county")
        parser.add_argument("--dry-run", action="store_true", help="with apply: say what would change, change nothing")
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        verb, folder = options["verb"], options["folder"]
        if verb in ("apply", "check") and folder is None:
            raise CommandError(_("Name the profile folder, such as profiles/cn-county."), returncode=FAULTY)
        try:
            if verb == "apply":
                self._apply(folder, dry_run=options["dry_run"], as_json=options["json"])
            elif verb == "list":
                self._list(as_json=options["json"])
            else:
                self._show(folder, as_json=options["json"], gaps=verb == "check")
        except ProfileError as error:
            self._faults(error, as_json=options["json"])
        except Refused as error:
            raise CommandError(str(error), returncode=REFUSED) from error

    def _apply(self, folder: Path, *, dry_run: bool, as_json: bool) -> None:
        found = apply_profile(folder, by=SYSTEM, now=timezone.now(), dry_run=dry_run)
        if as_json:
            self._json(found.plain())
            return
        for line in found.lines():
            self.stdout.write(line)
        self.stdout.write(_ending(found, dry_run=dry_run))

    def _show(self, folder: Path | None, *, as_json: bool, gaps: bool) -> None:
        """The profile of a folder, or the rules in force when none is named."""
        content = read(folder) if folder else queries.content_of(queries.current(timezone.now()))
        missing = queries.gaps(RuleBook(content), timezone.now()) if gaps else []
        if as_json:
            found = {"functions_without_unit": missing, "unconfirmed": [row.code for row in RuleBook(content).unconfirmed()]}
            self._json({**content.plain(), "sha256": checksum(content), **found})
            return
        for line in _summary(content):
            self.stdout.write(line)
        if missing:
            said = _("No unit has these functions yet, so nothing can be sent to them: %(functions)s")
            self.stdout.write(said % {"functions": ", ".join(missing)})
        for row in RuleBook(content).unconfirmed() if gaps else ():
            said = _("The source of “%(name)s” (%(code)s) is to be confirmed by the county’s lawyer: %(source)s")
            self.stdout.write(said % {"name": row.name, "code": row.code, "source": row.source})

    def _list(self, *, as_json: bool) -> None:
        rows = list(Edition.objects.order_by("number").values("number", "profile", "sha256", "applied_at", "by", "in_force_from"))
        if as_json:
            self._json(rows)
            return
        if not rows:
            self.stdout.write(_("No rules are loaded yet. Load a profile first: sixia profile apply FOLDER"))
        for row in rows:
            begins = f"{row['in_force_from']:%Y-%m-%d %H:%M}Z"
            self.stdout.write(f"{row['number']:>4}  {begins}  {row['profile']:<20} {row['sha256'][:12]}  {row['by']}")

    def _faults(self, error: ProfileError, *, as_json: bool) -> None:
        if as_json:
            self._json({"faults": [{"file": f.file, "line": f.line, "sentence": f.sentence} for f in error.faults]})
        raise CommandError(str(error), returncode=FAULTY) from error

    def _json(self, value: Any) -> None:
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _ending(found: Difference, *, dry_run: bool) -> str:
    if found.edition is not None:
        return _("Applied as edition %(number)s.") % {"number": found.edition}
    if dry_run and found:
        return _("This was a dry run: nothing was changed.")
    return _("No new edition was needed.")


def _summary(content: Content) -> list[str]:
    head = f"{content.profile}: {content.title} ({', '.join(content.languages)})"
    return [head, *(f"  {sheet:<10} {len(content.rows(sheet)):>5}" for sheet in SHEETS)]
