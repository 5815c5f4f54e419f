"""What happens to a research topic and within it, in the past tense; told in the stream of the topic."""

from dataclasses import dataclass

from sixia.kit.events import Event, Witness, Words


@dataclass(frozen=True, kw_only=True)
class _TopicEvent(Event):
    topic: int


@dataclass(frozen=True, kw_only=True)
class ResearchPlanned(_TopicEvent):
    """A topic was planned for a unit."""

    unit: int
    lead: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class ResearchChanged(_TopicEvent):
    """Its question, plan, period, methods or team were changed."""


@dataclass(frozen=True, kw_only=True)
class ResearchBegun(_TopicEvent):
    """They went into the field; `again` after they had begun to analyse."""

    again: bool = False


@dataclass(frozen=True, kw_only=True)
class ResearchAnalysed(_TopicEvent):
    """They analyse what they found."""


@dataclass(frozen=True, kw_only=True)
class ResearchConcluded(_TopicEvent):
    """The conclusion is written."""

    findings: int
    words: Words


@dataclass(frozen=True, kw_only=True)
class ResearchFollowedUp(_TopicEvent):
    """Every finding became something or was set aside with a reason, and somebody went back to look."""


@dataclass(frozen=True, kw_only=True)
class ResearchDropped(_TopicEvent):
    """It was given up."""

    reason: Words


@dataclass(frozen=True, kw_only=True)
class SitesSuggested(_TopicEvent):
    """Sites were drawn by lot (with `seed`) or suggested by need; `places` in that order, out of `pool` places."""

    way: str
    number: int
    pool: int
    places: list[int]
    seed: str = ""


@dataclass(frozen=True, kw_only=True)
class SiteChosen(_TopicEvent):
    """A place became a site: as suggested, or by hand with a reason."""

    site: int
    place: int
    way: str
    reason: Words | None = None


@dataclass(frozen=True, kw_only=True)
class SiteLeftOut(_TopicEvent):
    """A site was taken out again."""

    place: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class OutingPlanned(_TopicEvent):
    """A visit was planned for the topic; `back` when it looks again at what was found."""

    outing: int
    visit: int
    back: bool = False


@dataclass(frozen=True, kw_only=True)
class ReturnJudged(_TopicEvent):
    """What going back showed: solved, better, same or worse."""

    outing: int
    result: str
    words: Words


@dataclass(frozen=True, kw_only=True)
class InterviewTaken(_TopicEvent):
    """Somebody answered, with their consent."""

    interview: int
    group: str
    consent: str
    lines: int
    said: Witness


@dataclass(frozen=True, kw_only=True)
class InterviewWithdrawn(_TopicEvent):
    """They took their consent back: their answers and name are gone."""

    interview: int


@dataclass(frozen=True, kw_only=True)
class IntervieweeRead(_TopicEvent):
    """Somebody of the team has looked who it was."""

    interview: int
    reason: Words


@dataclass(frozen=True, kw_only=True)
class CodeWritten(_TopicEvent):
    """A code of the code book was written or changed."""

    code: int


@dataclass(frozen=True, kw_only=True)
class AnswersCoded(_TopicEvent):
    """The answers of an interview were coded; `second` by a second person, to compare."""

    interview: int
    answers: int
    second: bool = False


@dataclass(frozen=True, kw_only=True)
class WrittenAnswersCoded(_TopicEvent):
    """Written answers of a survey were coded: so many the first time, so many by a second person, to compare."""

    survey: int
    first: int
    second: int


@dataclass(frozen=True, kw_only=True)
class CaseDissected(_TopicEvent):
    """A case was taken apart: its reasons, who could have stopped it, what it teaches. Told on each rewriting."""

    dissection: int
    case: int
    reasons: int


@dataclass(frozen=True, kw_only=True)
class FindingWritten(_TopicEvent):
    """A finding was written down or reworded."""

    finding: int
    words: Words


@dataclass(frozen=True, kw_only=True)
class FindingRaised(_TopicEvent):
    """A finding became a problem that somebody is responsible for, or part of one."""

    finding: int
    problem: int


@dataclass(frozen=True, kw_only=True)
class FindingConverted(_TopicEvent):
    """What a finding has become: a measure, a decision, a rule, a project, or nothing, and why."""

    finding: int
    into: str
    words: Words
