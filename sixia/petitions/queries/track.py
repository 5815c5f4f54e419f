"""Where a petition legally stands, for the petitioner: what is next, by when, by which article, what can be done against it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.cases.models import Voice
from sixia.kit import clocks
from sixia.kit.models import Clock
from sixia.people.actors import Actor
from sixia.petitions import flow
from sixia.petitions.models import Agreement, Notice, Petition
from sixia.petitions.queries.bundle import Earlier, bundle
from sixia.petitions.queries.organs import organ_of
from sixia.petitions.queries.road import Leg, road, steps
from sixia.ui.parts import Step
from sixia.ui.text import deadline

Text = str | Promise
URGE = gettext_lazy(
    "If the day passes, whoever is above is told by itself; you may also ask the petition office to urge (Art. 40)."
)
TAKE_UP = gettext_lazy(
    "If you think that this is wrong, say so in your verdict: the supervisor can order it to be taken up (Art. 40)."
)
AFTER = gettext_lazy(
    "The duty to explain and to help goes on (Art. 37). If there are new facts, tell us: then it is looked at anew."
)
NOTHING = gettext_lazy("Nothing more. If it comes up again, tell us anew.")


@dataclass(frozen=True, slots=True)
class Stand:
    """One state in words: where it stands, by which article, what comes next, and what can be done against it."""

    where: Text
    article: str
    next: Text
    against: Text


STANDS: Final[dict[str, Stand]] = {
    flow.REGISTERED: Stand(
        gettext_lazy("%(office)s has registered it"),
        "22",
        gettext_lazy("It is passed on to the unit in charge, or you are told in writing why not, by %(due)s."),
        URGE,
    ),
    flow.SENT: Stand(
        gettext_lazy("It is with %(unit)s, to be accepted"),
        "23",
        gettext_lazy("You are told in writing by %(due)s whether it is accepted."),
        URGE,
    ),
    flow.OBJECTED: Stand(
        gettext_lazy("%(unit)s says that it is not in charge; %(office)s verifies that"),
        "23",
        gettext_lazy("Either the unit is appointed or another one is found. Until then it stays answerable."),
        URGE,
    ),
    flow.ACCEPTED: Stand(
        gettext_lazy("%(unit)s has accepted it and looks into it"),
        "31, 34",
        gettext_lazy("It issues a written opinion by %(due)s. More time, at most once, needs a reason that you are told."),
        URGE,
    ),
    flow.DECIDED: Stand(
        gettext_lazy("%(unit)s has issued its written opinion"),
        "32, 35",
        gettext_lazy("If you do nothing, the opinion becomes final when the term for a review has passed."),
        gettext_lazy("If you do not agree, ask %(organ)s for a review within the term."),
    ),
    flow.REVIEWING: Stand(
        gettext_lazy("%(reviewer)s reviews the opinion"),
        "35",
        gettext_lazy("It answers in writing by %(due)s."),
        URGE,
    ),
    flow.REVIEWED: Stand(
        gettext_lazy("%(reviewer)s has issued its review opinion"),
        "36",
        gettext_lazy("If you do nothing, the opinion becomes final when the term for a re-review has passed."),
        gettext_lazy("If you do not agree, ask %(organ)s for a re-review within the term."),
    ),
    flow.REREVIEWING: Stand(
        gettext_lazy("%(reviewer)s re-reviews the opinion"),
        "36",
        gettext_lazy("It answers in writing by %(due)s; days of a hearing are not counted. Its opinion is final."),
        URGE,
    ),
    flow.FINAL: Stand(gettext_lazy("It is final after the re-review"), "36, 37", gettext_lazy("Nothing more is decided."), AFTER),
    flow.LAPSED: Stand(
        gettext_lazy("It is final: nobody asked for a review in time"), "35, 36", gettext_lazy("Nothing more is decided."), AFTER
    ),
    flow.SETTLED: Stand(gettext_lazy("The agreement was kept; it is over"), "33", NOTHING, AFTER),
    flow.REPLIED: Stand(gettext_lazy("%(unit)s has answered your suggestion"), "29", NOTHING, NOTHING),
    flow.REFUSED: Stand(
        gettext_lazy("It was not accepted; the notice says why"), "23, 36", gettext_lazy("Explanation and help go on."), TAKE_UP
    ),
    flow.REDIRECTED: Stand(
        gettext_lazy("Another lawful way decides this; the notice names it"),
        "22, 31",
        gettext_lazy("Go the way that the notice names, within its term."),
        TAKE_UP,
    ),
    flow.WITHDRAWN: Stand(gettext_lazy("You have taken it back"), "", NOTHING, NOTHING),
    flow.SEALED: Stand(
        gettext_lazy("It is handled behind closed doors"), "30", gettext_lazy("Those concerned are not told of it."), NOTHING
    ),
    flow.MOVED: Stand(gettext_lazy("It goes on as a request for service"), "", gettext_lazy("See “What happens next”."), NOTHING),
}
TERM_OF: Final = {flow.DECIDED: flow.REVIEW_ASK, flow.REVIEWED: flow.REREVIEW_ASK}
_OUTSIDE = gettext_lazy("the organ one level up (the petition office passes it on)")


def petition_of(voice: Voice, who: Actor) -> Petition | None:
    """The petition of a resident's own voice, if its case is one."""
    rows = Petition.objects.visible_to(who).select_related("case", "office", "unit", "organ", "upper")
    return rows.filter(case_id=voice.case_id).first()


class LegalTrack:
    """One petitioner's view of one petition at one moment."""

    def __init__(self, petition: Petition, who: Actor, now: datetime) -> None:
        self.petition, self.who, self.now = petition, who, now
        self.stand = STANDS[petition.state]

    @cached_property
    def clocks(self) -> dict[str, Clock]:
        """The clocks that run, by kind."""
        return {clock.kind: clock for clock in clocks.running(self.petition.key)}

    @cached_property
    def words(self) -> dict[str, Any]:
        """What the sentences speak of."""
        petition = self.petition
        reviewer = petition.upper if petition.stage == 2 else petition.organ
        organ = organ_of(petition, self.now) if petition.state in TERM_OF else None
        return {
            "office": petition.office.said,
            "unit": petition.unit.said if petition.unit else petition.office.said,
            "reviewer": reviewer.said if reviewer else str(_OUTSIDE),
            "organ": organ.said if organ else str(_OUTSIDE),
            "due": deadline(petition.due_at, self.now) if petition.due_at else _("a day you will be told"),
        }

    @property
    def where(self) -> str:
        """Where it stands."""
        return str(self.stand.where) % self.words

    @property
    def next(self) -> str:
        """What comes next."""
        return str(self.stand.next) % self.words

    @property
    def against(self) -> str:
        """What can be done against it."""
        return str(self.stand.against) % self.words

    @property
    def late(self) -> bool:
        """Whether an office should have acted by now."""
        return self.petition.due_at is not None and self.petition.due_at < self.now

    @property
    def term(self) -> Clock | None:
        """The petitioner's own running term."""
        return self.clocks.get(TERM_OF.get(self.petition.state, ""))

    @property
    def may_ask(self) -> bool:
        """Whether a review may be asked for now: decided, and the term has not passed (it begins with service)."""
        return self.petition.state in TERM_OF and (self.term is None or self.now < self.term.due_at)

    @cached_property
    def notices(self) -> list[Notice]:
        """Every document, newest first."""
        return list(self.petition.notices.select_related("unit").order_by("-pk"))

    @cached_property
    def road(self) -> list[Leg]:
        """The legal road, step by step."""
        return road(self.petition, self.clocks, self.notices, self.now)

    @property
    def steps(self) -> list[Step]:
        """The same as a picture."""
        return steps(self.road, self.now)

    @cached_property
    def agreement(self) -> Agreement | None:
        """The agreement that waits to be kept."""
        return (
            self.petition.agreements.filter(state="made").select_related("notice").first()
            if self.petition.agreement_open
            else None
        )

    @cached_property
    def history(self) -> list[Earlier]:
        """What the same person, as far as opened here, asked before."""
        return bundle(self.petition.case, self.who)
