"""All that a resident's own page shows, in a fixed number of queries: who has it, what is next, the story, who looked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Literal, TypeAlias

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sixia.cases import norms
from sixia.cases.flow import (
    AGREED,
    ANSWERED,
    ASKED,
    CLOSED,
    DISPUTED,
    HANDLING,
    HEARD,
    REVIEWING,
    SUPERVISED,
    UNREACHABLE,
    WITHDRAWN,
)
from sixia.cases.links import voice_token
from sixia.cases.models import Answer, Case, Voice
from sixia.cases.queries.files import any_kept, of_resident
from sixia.cases.queries.public import unit_name
from sixia.cases.queries.telling import Reader, Told, may_know, story
from sixia.catalog.queries import rulebook
from sixia.kit import clocks
from sixia.kit.journal import Line, timeline
from sixia.kit.models import StoredFile
from sixia.orders.flow import HANDLE
from sixia.people.models import Post, Unit
from sixia.ui.parts import Happening, Step
from sixia.ui.text import deadline, moment

Stage: TypeAlias = Literal["", "done", "now", "late"]


@dataclass(frozen=True, slots=True)
class Look:
    """One line of “who looked at my data”: units are named, people are not."""

    at: datetime
    unit: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Part:
    """What was split off from this voice, with a token that opens it."""

    receipt: str
    case: Case
    token: str


class Track:
    """One resident's view of one voice at one moment."""

    def __init__(self, voice: Voice, now: datetime) -> None:
        self.voice, self.now = voice, now
        self.case: Case = voice.case
        self.book = rulebook(self.case.edition_id)

    @cached_property
    def lines(self) -> list[Line]:
        """The journal of the case, after that of the case the voice came with where it has joined another."""
        before = timeline(f"case:{self.voice.origin_id}") if self.voice.origin_id else []
        left = [line for line in before if line.event != "VoiceJoined"]  # each joining is told where the voice has come to
        return sorted([*left, *timeline(self.case.key)], key=lambda line: line.id)

    @cached_property
    def parts(self) -> list[Part]:
        """The parts of this voice that go on by themselves, oldest first."""
        rows = self.voice.parts.select_related("case").order_by("pk")
        return [Part(row.receipt, row.case, voice_token(row.pk)) for row in rows]

    @cached_property
    def answers(self) -> dict[int, Told]:
        """What residents of this case were told."""
        rows = Answer.objects.filter(case=self.case, state=Answer.SENT)
        return {row.pk: Told(row.text, row.basis, row.remedies) for row in rows}

    @cached_property
    def story(self) -> list[Happening]:
        """What happened, newest first."""
        units = Unit.objects.in_bulk(list({line.facts["unit"] for line in self.lines if line.facts.get("unit")}))
        names = {pk: unit_name(unit) for pk, unit in units.items()}
        reader = Reader(self.voice.pk, self.voice.text, self.now, names, self.answers, self._comments)
        return story(self.lines, reader)

    @property
    def _comments(self) -> dict[int, str]:
        judged = any(line.event == "VerdictGiven" and line.facts["voice"] == self.voice.pk for line in self.lines)
        return dict(self.voice.verdicts.values_list("number", "comment")) if judged else {}

    @cached_property
    def looks(self) -> list[Look]:
        """Every time somebody opened who the resident is."""
        events = ("ContactRead", "FileRead")
        read = [line for line in reversed(self.lines) if line.event in events and line.facts["voice"] == self.voice.pk]
        units = _units_of(read)
        file = _("Opened a file you handed in")
        return [
            Look(
                line.at,
                units.get((line.by, line.at), _("The office")),
                file if "file" in line.facts else line.words.get("purpose", ""),
            )
            for line in read
        ]

    @cached_property
    def _files(self) -> dict[str, list[StoredFile]]:
        return of_resident(self.voice, self.answers.keys()) if any_kept(self.lines) else {}

    @property
    def own_files(self) -> list[StoredFile]:
        """What this resident has handed in."""
        return self._files.get(self.voice.key, [])

    @property
    def answer_files(self) -> list[StoredFile]:
        """What was sent with the answers."""
        return [row for about, rows in self._files.items() if about != self.voice.key for row in rows]

    @property
    def reached(self) -> int:
        """How often this resident was reached."""
        return len([one for one in self._contacts if one.facts["reached"]])

    @property
    def _contacts(self) -> list[Line]:
        return [line for line in self.lines if line.event == "ResidentContacted" and line.facts["voice"] == self.voice.pk]

    @cached_property
    def question(self) -> Line | None:
        """What the resident was asked last and has not replied to."""
        kinds = ("ResidentAsked", "ResidentAdded")
        talk = [line for line in self.lines if line.event in kinds and may_know(line.event, line.facts, self.voice.pk)]
        last = talk[-1] if talk else None
        open_still = self.case.state in (HEARD, HANDLING, REVIEWING) and self.voice.state != WITHDRAWN
        return last if last is not None and last.event == "ResidentAsked" and open_still else None

    @property
    def others(self) -> int:
        """How many other residents told the same: a number, nothing else."""
        return max(0, self.case.voices_count - 1)

    @property
    def late(self) -> bool:
        """Whether the present step should have been done by now."""
        return self.case.open and self.case.due_at is not None and self.case.due_at < self.now

    @property
    def unit(self) -> str:
        """Who has it now."""
        return unit_name(self.case.lead_unit or self.case.desk)

    @property
    def due(self) -> str:
        """By when the present step must be done."""
        return deadline(self.case.due_at, self.now) if self.case.due_at else ""

    @property
    def headline(self) -> str:
        """Who has it and by when, in one sentence."""
        if self.voice.state == WITHDRAWN:
            return _("You have taken this concern back")
        if self.voice.state == ASKED:
            return _("%(unit)s has answered. Is it solved? You decide") % {"unit": self.unit}
        sentence = _late_sentence(self.case) if self.late else _sentence(self.case)
        return sentence % {"unit": self.unit, "due": self.due}

    @property
    def steps(self) -> list[Step]:
        """The way from the first word to the verdict."""
        case = self.case
        judged = self.voice.state in (AGREED, DISPUTED, UNREACHABLE)
        here = {HEARD: 1, HANDLING: 2, REVIEWING: 2, SUPERVISED: 2}.get(case.state, 3)
        reached = ngettext("we reached you %(n)d time", "we reached you %(n)d times", self.reached)
        contact = reached % {"n": self.reached} if self.reached else ""
        rows = [
            (_("Received"), self._day(self.voice.heard_at)),
            (_chosen(case), self._day(case.dispatched_at)),
            (_("In hand"), contact),
            (_("Your verdict"), self._day(self.voice.ended_at) if judged else ""),
        ]
        return [Step(label, note, self._state(number, here, judged)) for number, (label, note) in enumerate(rows)]

    def _state(self, number: int, here: int, judged: bool) -> Stage:
        if number < here or (number == 3 and judged and self.case.state in (ANSWERED, CLOSED)) or self.voice.state == WITHDRAWN:
            return "done"
        if number > here:
            return ""
        return "late" if self.late else "now"

    def _day(self, at: datetime | None) -> str:
        return moment(at, self.now) if at else ""

    @property
    def next(self) -> list[str]:
        """What comes next, in whole sentences with dates."""
        days = self.book.rule("verdict.days")
        if self.voice.state == WITHDRAWN:
            return [_("Nothing more. If it comes up again, tell us anew.")]
        if self.voice.state == ASKED and self.case.track == "petition":
            return [
                _("Answer the four questions on this page. Your verdict is kept and counted."),
                _("Against the written opinion you can ask for a review: see “Where your petition stands”."),
            ]
        if self.voice.state == ASKED:
            return [
                _("Answer the four questions on this page. If you say nothing within %(days)d days, somebody calls you.")
                % {"days": days},
                _("If you do not agree, it goes on, one level up and with less time. Nothing is closed over your head."),
            ]
        return _next(self.case, self.now) if self.case.open else [self._closed()]

    def _closed(self) -> str:
        until = self.judge_until
        if until is None or until < self.now:
            return _("It is closed. If it comes up again, tell us anew; we see the earlier history.")
        return _("It is closed. If it turns out not to be solved, you can still say so until %(day)s.") % {
            "day": moment(until, self.now)
        }

    @property
    def judge_until(self) -> datetime | None:
        """Until when a closed case can be judged again."""
        if self.case.closed_at is None:
            return None
        return self.case.closed_at + timedelta(days=self.book.rule("verdict.again_days"))

    @property
    def may_judge(self) -> str:
        """`now` when asked for the verdict, `again` when a later one may be added, else empty."""
        if self.voice.state == ASKED:
            return "now"
        again = self.voice.state in (AGREED, UNREACHABLE, DISPUTED) and self.case.state in (ANSWERED, CLOSED)
        until = self.judge_until
        return "again" if again and (until is None or until >= self.now) else ""

    @property
    def may_withdraw(self) -> bool:
        """Whether it can still be taken back."""
        return any(move.name == "withdraw" for move in self.voice.moves_for(["resident"])) and self.case.open

    @property
    def may_add(self) -> bool:
        """Whether more can be said."""
        return any(move.name == "add" for move in self.case.moves_for(["resident"])) and self.voice.state != WITHDRAWN


def _chosen(case: Case) -> str:
    return _("Unit being chosen") if case.state == HEARD else _("Unit chosen")


def way_of(case: Case, now: datetime) -> list[Step]:
    """The way of a public case, as anybody may see it: days only."""
    here = {HEARD: 1, HANDLING: 2, REVIEWING: 2, SUPERVISED: 2, ANSWERED: 3}.get(case.state, 4)
    late = case.open and case.due_at is not None and case.due_at < now
    days = [case.heard_at, case.dispatched_at, case.answered_at if here > 2 else None, case.closed_at]
    labels = [_("Received"), _chosen(case), _("Answered") if here > 2 else _("In hand"), _("Judged and closed")]
    rows = zip(labels, days, strict=True)
    return [
        Step(
            label,
            moment(day, now) if day and n != here else "",
            "done" if n < here else ("late" if late else "now") if n == here else "",
        )
        for n, (label, day) in enumerate(rows)
    ]


def _sentence(case: Case) -> str:
    if case.state == CLOSED:
        return {
            "redirected": _("Closed: another lawful way was shown to you"),
            "explained": _("Closed: it was explained why the law allows no more"),
            "without_verdict": _("Closed without your verdict"),
            "final": _("Closed: the opinion is lawfully final"),
            "settled": _("Closed: the agreement was kept"),
            "refused": _("Closed: it was not accepted, with reasons"),
            "replied": _("Closed: your suggestion was answered"),
        }.get(case.ending, _("Closed with your agreement"))
    return {
        HEARD: _("%(unit)s has your words and chooses who must act, by %(due)s"),
        HANDLING: _("%(unit)s is on it and answers you by %(due)s at the latest"),
        REVIEWING: _("%(unit)s has written an answer; a second person checks it"),
        SUPERVISED: _("The supervisor reviews what %(unit)s has done, by %(due)s"),
    }.get(case.state, _("You have given your verdict; others have still to give theirs"))


def _late_sentence(case: Case) -> str:
    return {
        HEARD: _("%(unit)s should have chosen who must act by %(due)s. It is late"),
        HANDLING: _("%(unit)s should have answered you by %(due)s. It is late"),
        REVIEWING: _("%(unit)s should have answered you by %(due)s. It is late"),
        SUPERVISED: _("The supervisor should have reviewed it by %(due)s. It is late"),
    }.get(case.state, _sentence(case))


def _next(case: Case, now: datetime) -> list[str]:
    if case.track == "petition":
        return [_("It goes by the Regulations on Petition Work: see “Where your petition stands”.")]
    rules = rulebook(case.edition_id)
    days = rules.rule("verdict.days")
    last = _("Then you judge: within %(days)d days on this page, or somebody calls you. It is over only when you say so.") % {
        "days": days
    }
    if case.state == HEARD:
        first = _("By %(due)s a unit is chosen that answers for it.") % {"due": deadline(case.due_at, now)} if case.due_at else ""
        limit = norms.limit(rules, case, HANDLE)
        answer = ""
        if limit is not None and case.due_at is not None:
            at = clocks.build("", "", HANDLE, limit, case.due_at).due_at
            answer = _("It gets in touch with you if you have left a way, and answers by %(due)s at the latest.") % {
                "due": deadline(at, now)
            }
        return [one for one in (first, answer, last) if one]
    late = _("If it does not answer in time, its head and then the supervisor are told; you see it here.")
    return [late, last]


def _units_of(lines: Sequence[Line]) -> dict[tuple[str, datetime], str]:
    """For each reader and moment the unit in which they held a post then; one query."""
    wanted = {line.by: int(line.by.partition(":")[2]) for line in lines if line.by.startswith("account:")}
    posts = list(_posts(wanted.values())) if wanted else []
    found: dict[tuple[str, datetime], str] = {}
    for line in lines:
        for post in posts:
            if post.account_id == wanted.get(line.by) and post.since <= line.at and (post.until is None or post.until > line.at):
                found[line.by, line.at] = unit_name(post.unit)
    return found


def _posts(accounts: Iterable[int]) -> Iterable[Post]:
    own = Q(account_id__in=list(accounts))
    return Post.objects.filter(own).select_related("unit").order_by("pk")
