"""The shortest ways to a policy, a session, a question and a check in the shared town."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sixia.fieldwork.outreach import actions
from sixia.fieldwork.outreach.actions import Asked, NewQuestion, NewSession, NewWords
from sixia.fieldwork.outreach.models import Policy, Session, Version
from sixia.fieldwork.outreach.rules import Item
from tests.town import DAY, NOW, Town

STARTS = datetime(2026, 5, 10, 1, 0, tzinfo=UTC)
"""Sunday 10 May 2026, nine in the morning in Beijing: the day before."""
TITLE = "农村危房改造补助办法"
ITEMS = (Item("到哪里申请？", ("村委会", "县医院"), 0), Item("多久答复？", ("一年", "二十个工作日"), 1))
ANSWERS = (("危房改造补助怎么申请？", "带身份证到村委会填表。"), ("补助什么时候发？", "验收合格后二十个工作日内。"))


def words(**given: Any) -> NewWords:
    """What the housing office writes about its subsidy."""
    base: dict[str, Any] = {
        "title": TITLE,
        "valid_from": date(2026, 1, 1),
        "ref": "测政发〔2026〕3号",
        "issuer": "测试县人民政府",
        "summary": "房子鉴定为危房的，可以申请补助。",
        "answers": ANSWERS,
        "items": ITEMS,
        "audience": ("old", "poor"),
    }
    return NewWords(**{**base, **given})


def drafted(town: Town, **given: Any) -> Version:
    """A draft of the housing office."""
    return actions.add(words(**given), unit=town.units["housing"], by=town.who("handler"), now=NOW - 20 * DAY)


def published(town: Town, **given: Any) -> Version:
    """A public policy of the housing office."""
    version = drafted(town, **given)
    actions.publish(version, by=town.who("handler"), now=NOW - 19 * DAY)
    return version


def new_session(town: Town, *policies: Policy, **given: Any) -> NewSession:
    """A courtyard talk by the east town in its first village."""
    base: dict[str, Any] = {
        "title": "危房改造怎么申请",
        "form": "courtyard",
        "place": town.places["990101100001"],
        "unit": town.units["east"],
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=1),
        "led_by": town.accounts["easter"],
        "policies": policies,
        "groups": ("old",),
    }
    return NewSession(**{**base, **given})


def planned(town: Town, *policies: Policy, now: datetime = NOW - 5 * DAY, **given: Any) -> Session:
    """A session that is in the calendar."""
    return actions.plan(new_session(town, *policies, **given), by=town.who("easter"), now=now, client=uuid4())


def held(town: Town, *policies: Policy, audience: int = 24, **given: Any) -> Session:
    """A session that took place yesterday."""
    session = planned(town, *policies, **given)
    actions.hold(session, audience=audience, by=town.who("easter"), now=NOW)
    return Session.objects.select_related("visit").get(pk=session.pk)


def asked(town: Town, session: Session, text: str, policy: Policy | None = None, now: datetime = NOW, **given: Any) -> Asked:
    """Somebody asks; without `answer` it becomes a voice."""
    new = NewQuestion(client=uuid4(), text=text, policy=policy, **given)
    return actions.ask(session, new=new, by=town.who("easter"), now=now)
