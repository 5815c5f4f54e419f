"""Which villages and groups were never reached, reached, or have understood."""

from sixia.fieldwork.outreach import actions
from sixia.fieldwork.outreach.actions import NewCount
from sixia.fieldwork.outreach.models import Session, Version
from sixia.fieldwork.outreach.queries import coverage
from tests.fieldwork.outreach.making import held, published
from tests.town import NOW, Town


def states(town: Town, version: Version | None = None, by: str = "supervisor") -> dict[str, tuple[str, int, int]]:
    rows = coverage.villages(town.who(by), version.policy if version else None, NOW).order_by("code")
    return {row.name: (coverage.state_of(row), row.times, row.heads) for row in rows}


def check(town: Town, session: Session, version: Version, people: int, right: int) -> None:
    new = NewCount(moment="after", way="hands", people=people, counts=((people, right), (people, right)))
    actions.count(session, policy=version.policy, new=new, by=town.who("easter"), now=NOW)


def test_a_village_is_reached_by_a_session_and_understands_by_its_check(town: Town) -> None:
    version, other = published(town), published(town, title="另一个办法")
    session = held(town, version.policy)
    nowhere, once = ("never", 0, 0), ("reached", 1, 24)
    assert states(town, version) == {"东一村": once, "东二村": nowhere, "西一村": nowhere}
    assert states(town, other)["东一村"] == nowhere
    check(town, session, version, 4, 4)
    assert states(town, version)["东一村"] == once
    check(town, session, version, 20, 13)
    assert states(town, version)["东一村"] == once
    check(town, session, version, 20, 14)
    assert states(town, version)["东一村"] == ("understood", 1, 24)
    assert states(town)["东一村"][0] == "understood"


def test_a_session_in_several_villages_counts_for_each(town: Town) -> None:
    version = published(town)
    session = held(town, version.policy)
    villages = [town.places["990101100001"], town.places["990101100002"]]
    actions.hold(session, audience=40, places=villages, by=town.who("easter"), now=NOW)
    held(town, version.policy, audience=10)
    assert states(town, version) == {"东一村": ("reached", 2, 50), "东二村": ("reached", 1, 40), "西一村": ("never", 0, 0)}


def test_everybody_sees_the_villages_they_work_for(town: Town) -> None:
    assert set(states(town, by="easter")) == {"东一村", "东二村"}
    assert states(town, by="outsider") == {}
    assert states(town, by="system") == {}


def test_groups_never_reached_are_listed_too(town: Town) -> None:
    version = published(town)
    check(town, held(town, version.policy, groups=("old", "poor")), version, 10, 10)
    rows = {row.name: (row.sessions, row.heads, row.well) for row in coverage.groups(town.who("supervisor"), version.policy, NOW)}
    assert (rows["老年人"], rows["低收入家庭"], rows["学生"]) == ((1, 24, 1), (1, 24, 1), (0, 0, 0))
