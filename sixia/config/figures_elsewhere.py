"""`sixia figures --engine`: the whole registry out of files of facts on DuckDB or Spark, or out of the database, as one table."""

import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.catalog.queries import current_book
from sixia.insight.figures import engines
from sixia.insight.figures.engines import DUCKDB, SPARK, Unusable
from sixia.insight.figures.queries import sums
from sixia.insight.figures.queries.exporting import to_parquet
from sixia.insight.figures.queries.reach import PUBLIC
from sixia.insight.figures.rules.adding import MONTH, PLACE, TOPIC, UNIT, Key
from sixia.insight.figures.rules.cuts import Cut
from sixia.insight.figures.rules.indicators import INDICATORS, TIME, Indicator, Value
from sixia.insight.figures.templatetags.figures import brief
from sixia.people.models import Unit
from sixia.places import queries as territory
from sixia.places.models import Place

DATABASE: Final = "database"
BY: Final = {"month": MONTH, "place": PLACE, "unit": UNIT, "topic": TOPIC}
Found = dict[Key, dict[str, Value]]


def add_arguments(parser: ArgumentParser) -> None:
    """What can be asked, and where it is added up."""
    parser.add_argument("files", nargs="*", metavar="FILE", help=_("files or folders of facts; else those of the database"))
    parser.add_argument("--engine", choices=(DATABASE, DUCKDB, SPARK), help=_("show every indicator as this engine counts it"))
    parser.add_argument("--master", default="", help=_("the Spark cluster, such as spark://host:7077; else SIXIA_SPARK_MASTER"))
    parser.add_argument("--by", choices=tuple(BY), default="", help=_("tell the figures apart by this"))
    parser.add_argument("--as-of", type=date.fromisoformat, help=_("the day up to which open cases have aged; today otherwise"))
    parser.add_argument("--place", default="", metavar="CODE", help=_("only this place and what lies in it"))
    parser.add_argument("--unit", default="", metavar="CODE", help=_("only this unit"))
    parser.add_argument("--topic", default="", metavar="CODE", help=_("only this topic and those beneath it"))
    parser.add_argument("--json", action="store_true", help=_("print the result for a machine"))


def asked(options: dict[str, Any]) -> Cut:
    """The cut of the options: this year to today when nothing else is said. Raises Unusable for what cannot be asked."""
    now = timezone.now()
    today = timezone.localdate(now)
    as_of = options["as_of"] or today
    until = options["until"] or as_of + timedelta(days=1)
    since = options["since"] or date((until - timedelta(days=1)).year, 1, 1)
    if until <= since:
        raise Unusable(_("The span ends before it begins."))
    return Cut(since, until, as_of, *_where(options, today), topics=_topics(options["topic"]))


def _where(options: dict[str, Any], today: date) -> tuple[str, int]:
    place = territory.by_code(options["place"], today) if options["place"] else None
    unit = Unit.objects.filter(code=options["unit"]).first() if options["unit"] else None
    for code, found in ((options["place"], place), (options["unit"], unit)):
        if code and found is None:
            raise Unusable(_("Nothing has the code %(code)s.") % {"code": code})
    return place.path if place else "", unit.pk if unit else 0


def _topics(code: str) -> frozenset[str]:
    book = current_book(timezone.now())
    found = frozenset(row.code for row in book.categories() if code in book.chain(row.code)) if code else frozenset()
    if code and not found:
        raise Unusable(_("Nothing has the code %(code)s.") % {"code": code})
    return found


def counted(options: dict[str, Any], cut: Cut) -> tuple[str, Found]:
    """Which engine has counted, and what: by key of `--by`, by indicator. Raises Unusable."""
    by, name, files = BY.get(options["by"], ""), options["engine"], options["files"]
    if not name:
        raise Unusable(_("Files are read by an engine: say --engine as well."))
    if name == DATABASE:
        return DATABASE, sums.values(INDICATORS, cut, PUBLIC, by=by)
    master = options["master"] or settings.ENV.spark_master
    if name == SPARK and master and not files:
        raise Unusable(_("Name files of facts that all machines of the cluster can read; `sixia figures --parquet` writes them."))
    with tempfile.TemporaryDirectory() as folder, engines.opened(name, files or _written(folder), master=master) as engine:
        return engine.where, engines.values(engine, INDICATORS, cut, by=by)


def _written(folder: str) -> list[str]:
    needs_pyarrow()
    path = Path(folder, "facts.parquet")
    to_parquet(path)
    return [str(path)]


def needs_pyarrow() -> None:
    """Raises Unusable where Parquet cannot be written."""
    if find_spec("pyarrow") is None:
        raise Unusable(_("Parquet files need pyarrow: pip install --require-hashes -r requirements/analytics.txt"))


def plain(where: str, cut: Cut, by: str, found: Found) -> dict[str, Any]:
    """The result as plain values, in an order of their own, so that two engines can be compared line by line."""
    rows = [{"key": key, "indicator": one.key, **_numbers(said[one.key], one)} for key, one, said in _lines(found)]
    span = {"since": cut.since.isoformat(), "until": cut.until.isoformat(), "as_of": cut.as_of.isoformat()}
    return {"engine": where, **span, "by": by, "rows": rows}


def _lines(found: Found) -> Iterator[tuple[Key, Indicator, dict[str, Value]]]:
    for key in sorted(found, key=lambda key: (key is not None, key)):
        yield from ((key, one, found[key]) for one in INDICATORS if one.key in found[key])


def _numbers(value: Value, one: Indicator) -> dict[str, Any]:
    if one.kind != TIME or value.spread is None:
        return {"numerator": value.part, "denominator": value.whole}
    spread = value.spread
    marks = {"median": spread.median, "nine_in_ten": spread.tail}
    hours = {f"{name}_hours": mark.hours if mark else None for name, mark in marks.items()}
    known = {f"{name}_known": mark is not None and mark.known for name, mark in marks.items()}
    return {"denominator": value.whole, "waiting": spread.waiting, "ended_otherwise": spread.cut, **hours, **known}


def lines(by: str, found: Found) -> Iterator[str]:
    """The result for people: a heading for each key, a line for each indicator that has anything."""
    names = _names(by, found)
    for key in sorted(found, key=lambda key: (key is not None, key)):
        if by:
            yield f"\n{names.get(key) or key or _('not said')}"
        for one in INDICATORS:
            value = found[key].get(one.key)
            if value and (value.whole or not by):
                yield f"  {one.title}: {brief(value, one)}"


def _names(by: str, found: Found) -> dict[Key, str]:
    if by == "place":
        return dict(Place.objects.filter(path__in=found).values_list("path", "name"))
    if by == "unit":
        return dict(Unit.objects.filter(pk__in=found).values_list("pk", "name"))
    if by == "topic":
        return {row.code: str(row.name) for row in current_book(timezone.now()).categories()}
    return {}
