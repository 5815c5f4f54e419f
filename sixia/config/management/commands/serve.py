"""`sixia serve`: the whole installation in one command - web server and worker, kept alive."""

import logging
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.translation import gettext as _

from sixia.config import serve_prepare
from sixia.config.cli import main
from sixia.config.serve_family import Family, Member, finish, run_once, start
from sixia.config.serve_web import Unbindable, Web, listen

log = logging.getLogger(__name__)
EX_CONFIG = 78


class Command(BaseCommand):
    """In demo mode prepares everything by itself; in production refuses to start on a fault and says which."""

    help = _("Start the web server and the worker; --demo brings a made-up county.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help=_("load the made-up county when the database is empty"))
        parser.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT", help=_("where to listen"))
        parser.add_argument("--workers", type=int, default=settings.ENV.workers, help=_("web processes"))
        parser.add_argument("--no-worker", action="store_true", help=_("web only: `sixia work` runs elsewhere"))

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = _host_and_port(options["bind"])
        if options["demo"] and settings.PRODUCTION:
            raise CommandError(_("The made-up county does not belong in a production installation."), returncode=EX_CONFIG)
        try:
            listener = listen(host, port)
        except Unbindable as error:
            words = _("Cannot listen on %(bind)s (%(why)s). Choose another place, such as: sixia serve --bind 127.0.0.1:%(port)d")
            given = {"bind": options["bind"], "why": error, "port": port + 1}
            raise CommandError(words % given, returncode=EX_CONFIG) from error
        self._refuse() if settings.PRODUCTION else self._prepare(demo=options["demo"])
        connections.close_all()
        members = [Member("web", lambda: Web(listener, options["workers"]).run())]
        if not options["no_worker"]:
            members.append(Member("work", lambda: sys.exit(main(["work"]))))
        self.stdout.write(
            _("Sixia is ready: %(address)s") % {"address": f"http://{host or '127.0.0.1'}:{listener.getsockname()[1]}/"}
        )
        self.stdout.flush()
        Family(members, _tell_of_death).keep()

    def _prepare(self, *, demo: bool) -> None:
        """Tables, and beside them static files; then, when asked for, the county. In children, whose memory goes with them."""
        static = Member("static", serve_prepare.bring_static_up) if serve_prepare.static_is_stale() else None
        if static:
            self.stdout.write(_("Collecting static files (once) ..."))
            start(static)
        serve_prepare.bring_database_up()
        connections.close_all()
        if static and finish(static):
            raise CommandError(_("The static files could not be collected; the lines above say why."))
        if demo and run_once(lambda: sys.exit(main(["demo", "--if-empty"]))):
            raise CommandError(_("The made-up county could not be loaded; the lines above say why."))

    def _refuse(self) -> None:
        """A production installation starts only when it is whole: checks, tables, static files."""
        found = checks.run_checks(include_deployment_checks=True, databases=["default"])
        for fault in found:
            self.stderr.write(f"{fault.id}: {fault.msg} {fault.hint or ''}".rstrip())
        if any(fault.is_serious() for fault in found):
            raise CommandError(_("Sixia does not start until the faults above are mended."), returncode=EX_CONFIG)
        if serve_prepare.pending() or serve_prepare.static_is_stale():
            raise CommandError(_("The installation is not up to this version. Run: sixia prepare"), returncode=EX_CONFIG)


def _host_and_port(bind: str) -> tuple[str, int]:
    host, colon, port = bind.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise CommandError(_("%(bind)s is not an address such as 127.0.0.1:8000.") % {"bind": bind}, returncode=EX_CONFIG)
    return host.strip("[]"), int(port)


def _tell_of_death(name: str, code: int) -> None:
    log.error("The %s process ended with %s and is started again.", name, code)
