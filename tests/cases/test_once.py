"""A limit that the case and its orders share passes once in the story, for residents as for officials."""

from sixia.cases.queries.telling import Reader, once, story
from sixia.kit.journal import Line
from tests.town import DAY, NOW


def _line(number: int, owner: str, *, event: str = "ClockBreached", due: str = "2026-05-20T16:00:00+00:00") -> Line:
    return Line(
        id=number, seq=number, at=NOW, by="system", event=event, facts={"clock": "handle", "due": due, "owner": owner}, words={}
    )


def test_the_case_and_two_orders_late_at_one_moment_are_told_once() -> None:
    lines = [_line(1, "order:1"), _line(2, "order:2"), _line(3, "case:1")]
    assert [line.id for line in once(lines)] == [1]
    assert len(story(lines, Reader(voice=1, text="", now=NOW + DAY))) == 1


def test_another_limit_another_moment_and_a_warning_stay() -> None:
    other = _line(3, "order:1", due="2026-05-21T16:00:00+00:00")
    warned = _line(1, "order:1", event="ClockWarned")
    assert [line.id for line in once([warned, _line(2, "order:1"), other])] == [1, 2, 3]
