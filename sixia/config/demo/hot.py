"""Hot issues and early warnings of the demo county, found by the worker's own means in the last weeks' voices."""

from datetime import datetime, timedelta
from typing import Final

from sixia.cases.models import Voice
from sixia.config.demo.founding import County
from sixia.insight.hot.actions import counting, deciding, keeping
from sixia.insight.hot.models import EarlyWarning
from sixia.people.rules import SUPERVISOR

WEEKS: Final = timedelta(days=35)
TAUGHT_BY: Final = 800
NOTE: Final = "镇里今天下午开会，自然资源所和财政所到场，把补偿和过渡费的账一户一户对清楚，本周内张榜。"


def find(county: County, now: datetime) -> None:
    """Group the voices of the last weeks, count all weeks, and take one of the warnings up."""
    first = Voice.objects.filter(heard_at__gte=now - WEEKS).order_by("pk").values_list("pk", flat=True).first()
    book = keeping.learn(now, most=TAUGHT_BY, since=(first or 1) - 1)
    while book is not None and keeping.keep(now):
        pass
    keeping.tidy(now)
    counting.watch(now)
    warning = EarlyWarning.objects.order_by("-voices", "pk").first()
    overseers = sorted(names[0] for (_unit, role), names in county.staff.items() if role == SUPERVISOR)
    if warning is not None and overseers and EarlyWarning.objects.count() > 1:
        deciding.take_up(warning, note=NOTE, by=county.who(overseers[0]), now=now)
