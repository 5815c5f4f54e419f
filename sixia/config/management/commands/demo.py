"""`sixia demo`: brings the made-up county into an empty installation."""

import json
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from sixia.cases.flow import CASE
from sixia.cases.models import CHANNELS, ENDINGS
from sixia.config import demo, serve_prepare
from sixia.orders.flow import FLOW as ORDER

EX_CONFIG = 78
LEAST, MOST = 50, 20_000


class Command(BaseCommand):
    """All or nothing: when it is interrupted, the installation is as empty as before."""

    help = _("Load the made-up county 清源县 into an empty installation: people, rules, and a year of life until now.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", type=_size, default=demo.SIZE, metavar="N", help=_("about how many voices the year has"))
        parser.add_argument("--seed", default=demo.SEED, help=_("another seed gives another county life"))
        parser.add_argument("--now", type=_moment, metavar="DATE", help=_("the day the year ends; today when left out"))
        parser.add_argument("--if-empty", action="store_true", help=_("do nothing when the installation holds something already"))
        parser.add_argument("--json", action="store_true", help=_("print the outcome for machines"))

    def handle(self, *args: Any, **options: Any) -> None:
        if serve_prepare.pending():
            raise CommandError(_("The database is not ready yet. Run: sixia prepare"), returncode=EX_CONFIG)
        if options["if_empty"] and not demo.is_empty():
            return
        began = time.monotonic()
        bar = tqdm(total=100, unit="%", disable=options["json"] or not sys.stderr.isatty(), bar_format="{l_bar}{bar}| {elapsed}")
        try:
            with bar:
                loaded = demo.load(
                    options["now"] or timezone.now(),
                    options["size"],
                    lambda share: _show(bar, share),
                    seed=options["seed"],
                )
        except demo.NotHere as error:
            raise CommandError(str(error), returncode=EX_CONFIG) from error
        seconds = time.monotonic() - began
        if options["json"]:
            self.stdout.write(json.dumps({**asdict(loaded), "seconds": round(seconds, 1)}, ensure_ascii=False))
        else:
            self.stdout.write(_told(loaded, seconds))


def _show(bar: Any, share: float) -> None:
    bar.update(round(share * 100) - bar.n)


def _told(loaded: demo.Loaded, seconds: float) -> str:
    """The outcome as a few short tables."""
    tables = (
        (_("Cases by state"), loaded.cases, CASE.states),
        (_("Closed cases by ending"), loaded.endings, dict(ENDINGS)),
        (_("Voices by channel"), loaded.channels, dict(CHANNELS)),
        (_("Orders by state"), loaded.orders, ORDER.states),
    )
    lines = []
    for title, counts, names in tables:
        lines += [title, *(f"{count:>8}  {names[key]}" for key, count in counts.items()), ""]
    words = _(
        "%(voices)d voices in %(cases)d cases, %(accounts)d people in %(units)d units, %(entries)d entries; %(seconds).0f s."
    )
    return "\n".join(
        [*lines, words % {**loaded.counts, "seconds": seconds}, _("Everybody in it is invented. Choose who to be at /demo/.")]
    )


def _size(typed: str) -> int:
    if not typed.isdecimal() or not LEAST <= int(typed) <= MOST:
        raise ArgumentTypeError(_("Give a whole number from %(least)d to %(most)d.") % {"least": LEAST, "most": MOST})
    return int(typed)


def _moment(typed: str) -> datetime:
    """A day stands for its last working hour."""
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        raise ArgumentTypeError(_("Give a day such as 2026-05-11, or a moment such as 2026-05-11T10:00+08:00.")) from None
    if len(typed) == len("2026-05-11"):
        at = at.replace(hour=17)
    at = at if at.tzinfo else timezone.make_aware(at)
    if at.year < 2024:
        raise ArgumentTypeError(_("The county's calendar begins in 2024."))
    return at
