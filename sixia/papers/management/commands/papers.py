"""`sixia papers`: list, write out, try and hand in Word templates of papers."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.kit.flow import Refused
from sixia.papers.actions import accept_template, retire_template
from sixia.papers.checking import Unfit, check
from sixia.papers.layout.word import builtin
from sixia.papers.models import Template
from sixia.papers.rules.kinds import KINDS, Kind
from sixia.people.actors import SYSTEM
from sixia.people.models import Unit

FAULTY, REFUSED = 2, 3


class Command(BaseCommand):
    """Exit codes: 0 done, 2 the file has faults, 3 refused."""

    help = _("List, write out, try, hand in or retire Word templates of papers.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["list", "builtin", "try", "add", "retire"])
        parser.add_argument("kind", nargs="?", default="", help=_("the kind of paper, such as acceptance; “list” names them"))
        parser.add_argument("file", nargs="?", type=Path, help=_("the Word file"))
        parser.add_argument("--unit", default="", help=_("with add and retire: code of the unit"))
        parser.add_argument("--note", default="", help=_("with add: a remark"))
        parser.add_argument("--language", choices=["zh", "en"], default="zh", help=_("with builtin: in which language"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(**options)
        except Unfit as unfit:
            raise CommandError("\n".join(unfit.faults), returncode=FAULTY) from unfit
        except Refused as refused:
            raise CommandError(str(refused), returncode=REFUSED) from refused
        except OSError as error:
            raise CommandError(str(error), returncode=REFUSED) from error

    def _list(self, **options: Any) -> None:
        for kind in KINDS.values():
            self.stdout.write(f"{kind.code:<12} {kind.title}")
            rows = Template.objects.filter(kind=kind.code, ended_at=None).select_related("unit").defer("file")
            for row in rows.order_by("unit__path"):
                self.stdout.write(f"{'':<12} {row.unit.code}  {row.unit.name}  {row.version}  {row.made_at:%Y-%m-%d}")

    def _builtin(self, *, kind: str, file: Path | None, language: str, **options: Any) -> None:
        target = self._named(file)
        target.write_bytes(builtin(self._kind(kind).code, language))
        self.stdout.write(_("Written: %(file)s. Change it in Word, then hand it in with “add”.") % {"file": target})

    def _try(self, *, kind: str, file: Path | None, **options: Any) -> None:
        check(self._named(file).read_bytes(), self._kind(kind))
        self.stdout.write(_("The template is sound."))

    def _add(self, *, kind: str, file: Path | None, unit: str, note: str, **options: Any) -> None:
        of, data, now = self._kind(kind), self._named(file).read_bytes(), timezone.now()
        row = accept_template(self._unit(unit), of.code, data=data, note=note, by=SYSTEM, now=now)
        self.stdout.write(
            _("Version %(version)d holds from now on for %(unit)s.") % {"version": row.version, "unit": row.unit.name}
        )

    def _retire(self, *, kind: str, unit: str, **options: Any) -> None:
        row = Template.objects.filter(unit=self._unit(unit), kind=self._kind(kind).code, ended_at=None).first()
        if row is None:
            raise Refused("missing", _("This unit has no template of its own for this kind."))
        retire_template(row, by=SYSTEM, now=timezone.now())
        self.stdout.write(_("The template is out of use."))

    def _kind(self, code: str) -> Kind:
        if code not in KINDS:
            raise Refused("missing", _("Name a kind of paper: %(kinds)s.") % {"kinds": ", ".join(KINDS)})
        return KINDS[code]

    def _named(self, file: Path | None) -> Path:
        if file is None:
            raise Refused("missing", _("Name the Word file."))
        return file

    def _unit(self, code: str) -> Unit:
        row: Unit | None = Unit.objects.active(timezone.now()).filter(code=code).first()
        if row is None:
            raise Refused("missing", _("There is no unit with the code %(code)s.") % {"code": code})
        return row
