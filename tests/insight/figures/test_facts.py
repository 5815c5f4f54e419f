"""Facts follow the journal: the same whether counted as things happen or all at once, and every number opens its list."""

from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Sum

from sixia.cases import actions as cases
from sixia.cases.models import Case
from sixia.cases.rules import Judgement
from sixia.insight.figures.actions import catch_up, count_again
from sixia.insight.figures.models import Fact, Reading, Tally
from sixia.insight.figures.queries import lists, sums
from sixia.insight.figures.queries.reach import reach
from sixia.insight.figures.rules.cuts import Cut
from sixia.insight.figures.rules.indicators import BOTTOM, INDICATORS, REGISTRY, TOP, WAITING
from sixia.orders import actions as orders
from sixia.people.actions.recusals import declare_recusal
from tests.town import DAY, HOUR, NOW, Town

LATER = NOW + 8 * DAY
MAY = Cut(date(2026, 5, 1), date(2026, 6, 1), LATER.date())
GLAD = Judgement(solved="yes", satisfied=5, decent=True, agree=True)
ANGRY = Judgement(solved="no", satisfied=1, decent=False, agree=False)


def lived(town: Town) -> None:
    """A week of it: solved, refused, handed on, again, joined, confidential, left lying."""
    good = town.answered()
    cases.judge(town.voice(good), GLAD, by=town.resident(town.voice(good)), now=NOW + 2 * DAY)
    bad = town.answered(phone="13800000002", place=town.places["990101200001"].pk)
    cases.judge(town.voice(bad), ANGRY, by=town.resident(town.voice(bad)), now=NOW + 2 * DAY)
    town.dispatched(phone="13800000001", now=NOW + 3 * DAY)  # the same caller, the same topic
    moved = town.dispatched(phone="13800000003")
    lead = town.lead(moved)
    orders.refuse(lead, reason="不归我们管", proposed=town.units["ecology"], by=town.who("handler"), now=NOW + 2 * HOUR)
    orders.grant(lead, reason="对", to=town.units["ecology"], by=town.who("dispatcher"), now=NOW + 3 * HOUR)
    orders.accept(town.lead(moved), by=town.who("ecologist"), now=NOW + 4 * HOUR)
    joined = town.heard(phone="13800000004", now=NOW + HOUR)
    cases.join(joined, into=moved, by=town.who("dispatcher"), now=NOW + 5 * HOUR)
    town.heard(phone="", email="a@example.org", now=NOW + DAY)
    hidden = town.accepted(phone="13800000005")
    cases.restrict(hidden, reason="举报", by=town.who("dispatcher"), now=NOW + DAY)


def seen(town: Town, name: str, cut: Cut = MAY) -> dict[str, tuple[int, int]]:
    """Numerator and denominator of every indicator, as this person sees them."""
    who = town.who(name, LATER)
    found = sums.values(INDICATORS, cut, reach(who, LATER), who)
    return {key: (value.part, value.whole) for key, value in found.get(None, {}).items()}


def test_what_happened_is_counted_once_and_the_same_all_at_once(town: Town) -> None:
    for step in range(3):
        catch_up(NOW + step * HOUR)
    lived(town)
    assert catch_up(LATER).written
    assert catch_up(LATER).written == 0
    said = seen(town, "supervisor")
    assert said["resolution"] == said["satisfaction"] == said["conduct"] == (1, 2)
    assert said["hops"] == (1, 4)
    assert said["first_dispatch_right"] == (2, 3)
    assert said["repeats"] == (1, 4)
    assert said["closed_by_verdict"] == (1, 1)
    assert said["time_to_answer"] == (2, 5)
    assert said["coverage"] == (0, 3)
    who = town.who("supervisor", LATER)
    times = sums.values([REGISTRY["time_to_answer"]], MAY, reach(who, LATER), who)[None]["time_to_answer"].spread
    assert times is not None
    assert (times.n, times.waiting, times.median.hours, times.median.known) == (5, 3, 168, False)
    again = count_again(LATER)
    assert (again.written, again.dropped, again.mended) == (0, 0, 0)
    kept = sorted(Fact.objects.values_list("kind", "thing", "row", "part", "day", "n", "bucket"))
    Fact.objects.all().delete()
    Tally.objects.filter(part="judged").update(n=99)
    anew = count_again(LATER)
    assert anew.written == len(kept)
    assert anew.mended
    assert sorted(Fact.objects.values_list("kind", "thing", "row", "part", "day", "n", "bucket")) == kept
    assert seen(town, "supervisor") == said


def test_a_run_that_was_killed_before_its_sums_makes_them_the_next_time(town: Town) -> None:
    lived(town)
    catch_up(LATER)
    said, sums_then = seen(town, "supervisor"), Tally.objects.exclude(n=0).count()
    Tally.objects.all().delete()
    Reading.objects.filter(name="sums").update(entry=1)
    assert catch_up(LATER).later
    assert seen(town, "supervisor") == said
    assert Tally.objects.exclude(n=0).count() == sums_then
    assert not catch_up(LATER).later


def test_every_number_is_as_long_as_its_list(town: Town) -> None:
    lived(town)
    catch_up(LATER)
    cuts = [MAY, Cut(NOW.date(), LATER.date(), LATER.date()), Cut(MAY.since, MAY.until, MAY.as_of, unit=town.units["housing"].pk)]
    cuts.append(Cut(MAY.since, MAY.until, MAY.as_of, place=town.places["990101100001"].path))
    for name in ("supervisor", "head", "leader", "eastdesk"):
        who = town.who(name, LATER)
        within = reach(who, LATER)
        for cut in cuts:
            found = sums.values(INDICATORS, cut, within, who)[None]
            for one in INDICATORS:
                value = found[one.key]
                told = {TOP: value.part, BOTTOM: value.whole, WAITING: value.spread.waiting if value.spread else 0}
                for side, number in told.items():
                    if one.rows(side):
                        assert lists.behind(one, side, cut, within, who).count() == number, (name, one.key, side)


def test_facts_leave_for_other_engines_as_they_are(town: Town, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `analytics` is not installed")
    lived(town)
    catch_up(LATER)
    call_command("figures", parquet=tmp_path / "facts.parquet", stdout=StringIO())
    rows = parquet.read_table(tmp_path / "facts.parquet").to_pylist()
    sums_there: Counter[str] = Counter()
    for row in rows:
        assert row["place"].startswith(row["town"])
        sums_there[row["part"]] += row["n"]
    assert sums_there == Counter(dict(Fact.objects.values_list("part").annotate(total=Sum("n")).order_by()))
    out = StringIO()
    call_command("figures", again=True, stdout=out)
    assert " 0 " in out.getvalue()


def test_what_is_confidential_counts_for_nobody_and_leaves_again(town: Town) -> None:
    case = town.answered()
    catch_up(LATER)
    assert Fact.objects.filter(kind="case", thing=case.pk).exists()
    cases.restrict(Case.objects.get(pk=case.pk), reason="举报", by=town.who("dispatcher"), now=NOW + 2 * DAY)
    catch_up(LATER)
    assert not Fact.objects.filter(kind="case", thing=case.pk).exists()
    assert not Tally.objects.filter(part="heard").exclude(n=0).exists()
    about = town.heard("住建局的人收了钱不办事", named_units=(town.units["housing"].pk,))
    assert about.restricted or about.barred
    catch_up(LATER)
    assert not Fact.objects.filter(kind="case").exists()


def test_only_reading_posts_are_told_anything_and_not_of_what_they_keep_out_of(town: Town) -> None:
    lived(town)
    catch_up(LATER)
    for name in ("clerk", "handler", "grid", "system", "outsider"):
        assert set(seen(town, name).values()) <= {(0, 0)}
    before = seen(town, "supervisor")["time_to_contact"][1]
    account, unit = town.accounts["supervisor"], town.units["ecology"]
    declare_recusal(account, kind="unit", unit=unit, reason="亲属", by=town.who("supervisor"), now=NOW)
    who = town.who("supervisor", LATER)
    assert who.recused_units
    after = seen(town, "supervisor")["time_to_contact"][1]
    assert after == before - 1 == lists.behind(REGISTRY["time_to_contact"], "bottom", MAY, reach(who, LATER), who).count()
