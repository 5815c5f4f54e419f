"""P8, topic part: learning from ten thousand texts of the made-up county, and reading one text by what was learnt."""

import time
from typing import Final

from sixia.cases.models import Voice
from sixia.config.bench.house import House
from sixia.config.bench.measured import Measured
from sixia.insight.suggestions.queries.tables import said
from sixia.insight.suggestions.rules.learning import Example, learn
from sixia.insight.suggestions.rules.table import Table

TEXTS: Final = 10_000
ASKED: Final = 200
LEARN_GOAL, READ_GOAL = 90.0, 5.0


def measure(house: House) -> list[Measured]:
    """Both; the texts are read as at the desk."""
    rows = Voice.objects.filter(case__restricted=False).exclude(case__category="").order_by("pk")
    texts = list(rows.values_list("text", "case__category")[:TEXTS])
    began = time.perf_counter()
    table = learn([Example(said(text), category) for text, category in texts]).table
    seconds = time.perf_counter() - began
    table = Table.load(table.dump())
    times, spent = [], time.process_time()
    for text, _category in texts[:: max(1, len(texts) // ASKED)]:
        start = time.perf_counter()
        table.read(said(text))
        times.append(time.perf_counter() - start)
    cpu = 1000 * (time.process_time() - spent) / len(times)
    learnt = Measured("P8", f"learning from {len(texts):,} texts", house.size, p50=1000 * seconds, goal=f"≤ {LEARN_GOAL:.0f} s")
    learnt.passed = seconds <= LEARN_GOAL
    read = Measured("P8", f"topic of a text, {len(table.labels)} labels", house.size, cpu=cpu, goal=f"≤ {READ_GOAL:.0f} ms")
    read.timed(times).passed = (read.p50 or 0.0) <= READ_GOAL
    return [learnt, read]
