"""Finds for each address of the table of walks somebody for whom it exists and a thing to see there, in the made-up county.

Nothing is listed here: a new line in `tests/walks/table.py` is a new page that the browser opens.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from sixia.cases.desk.moves import ACTS as CASE_ACTS
from sixia.cases.links import voice_token
from sixia.cases.models import Case, Exclusion, Voice
from sixia.catalog.queries import current_book
from sixia.fieldwork.onsite.desk.calls import ENDS
from sixia.fieldwork.onsite.desk.offices import ACTS as OFFICE_ACTS
from sixia.fieldwork.onsite.forms.deciding import FORMS as DECISIONS
from sixia.fieldwork.onsite.models import Called, Item, Office, Whistle
from sixia.fieldwork.outreach.models import Check, Doubt, Policy, Session, Version
from sixia.fieldwork.reception.desk.days import ACTS as DAY_ACTS
from sixia.fieldwork.reception.models import Booking, Day
from sixia.fieldwork.research.desk.topics import ACTS as TOPIC_ACTS
from sixia.fieldwork.research.models import Dissection, Finding, Interview, Outing, Site, Topic
from sixia.fieldwork.surveys.models import Submission, Survey
from sixia.fieldwork.visits.desk.lines import FORMS as LINE_FORMS
from sixia.fieldwork.visits.desk.visits import ACTS as VISIT_ACTS
from sixia.fieldwork.visits.models import Note
from sixia.fieldwork.visits.models import Visit as Visited
from sixia.insight.ahead.models import Listing, Sample
from sixia.insight.ahead.texts import NAMES
from sixia.insight.hot.desk.warnings import MOVES as WARNING_MOVES
from sixia.insight.hot.models import EarlyWarning, Issue
from sixia.interop.models import Message
from sixia.orders.desk.moves import ACTS as ORDER_ACTS
from sixia.orders.models import Order
from sixia.people.actors import Actor, actor_of, resident
from sixia.people.models import Account, Post, Recusal, StandIn, Unit
from sixia.petitions.desk.moves import ACTS as PETITION_ACTS
from sixia.petitions.models import Notice, Petition
from sixia.places.models import Place
from sixia.problems.desk.rule_moves import ACTS as RULE_ACTS
from sixia.problems.lasting.models import Focus, StandingRule, Watch
from sixia.problems.models import Asked, Problem, Task
from tests.walks.table import TABLE, Row, Visit

BUSY = ("urban_management", "housing_construction", "petitions")
"""Units that have much to do: all their people walk as well."""
NOT_HERE = {"people_new_password", "set_language", "account_logout", "field", "openrosa"}
"""A link that is spent when it is looked at, addresses that end what the next one needs, and the app, which has journeys."""
TOWN = "town-990101102-head"
"""Heads the town that has called units and waits for them."""
EXCEPT: dict[str, str] = {
    "policy": "",
    "policy_version": "",
    "desk_policy": "housing_construction-1",
    "desk_version_write": "housing_construction-1",
    "desk_version_move": "housing_construction-1",
    "desk_doubt_move": "civil_affairs-1",
    "desk_session": "zheng",
    "people_demo": "",
    "desk_exclusion": "zheng",
    "desk_message": "xi",
    "people_recusal_lift": "an",
    "reception": "",
    "reception_book": "",
    "reception_waiting": "",
    "desk_reception": "zhan",
    "desk_reception_move": "zhan",
    "desk_reception_queue": "zhan",
    "desk_reception_take": "pei",
    "desk_sitting": "zhan",
    "desk_problem": "zheng",
    "desk_problem_move": "zheng",
    "desk_task": "zheng",
    **dict.fromkeys(("desk_research_topic", "desk_research_sites", "desk_research_interviews", "desk_research_ask"), "zheng"),
    **dict.fromkeys(("desk_research_codes", "desk_research_code", "desk_research_dissect", "desk_research_find"), "zheng"),
    **dict.fromkeys(("desk_research_move", "desk_research_interview", "desk_research_look", "desk_research_withdraw"), "zheng"),
    **dict.fromkeys(("desk_research_dissection", "desk_research_finding", "desk_research_reword"), "zheng"),
    **dict.fromkeys(("desk_research_raise", "desk_research_convert", "desk_research_back"), "zheng"),
    **dict.fromkeys(("desk_research_go", "desk_research_leave"), "agriculture-head"),
    "desk_research_result": "health-head",
    "desk_focus_raise": "qian",
    "desk_rule": "zheng",
    "desk_rule_cases": "zheng",
    "desk_rule_move": "zheng",
    "desk_recurrence": "zheng",
    "desk_recurrence_cases": "zheng",
    "desk_focus_one": "qian",
    "desk_focus_drop": "qian",
    "desk_visit": "liu",
    "desk_visit_dossier": "liu",
    **dict.fromkeys(("desk_survey", "desk_survey_fill", "desk_survey_typing", "desk_survey_sheets"), "urban_management-1"),
    **dict.fromkeys(("desk_survey_answers", "desk_survey_results", "desk_survey_move"), "urban_management-1"),
    **dict.fromkeys(("desk_answer", "desk_answer_move"), "urban_management-1"),
    "desk_visit_line": "liu",
    "desk_visit_move": "wang",
    **dict.fromkeys(("desk_onsite", "desk_onsite_agenda", "desk_onsite_decide", "desk_called_move"), "he"),
    "onsite_office": "",
    "desk_onsite_move": "liu",
    "desk_whistle": "zheng",
    "desk_whistle_new": TOWN,
    "desk_whistle_move": TOWN,
    **dict.fromkeys(("desk_hot_issue", "desk_hot_cases", "desk_hot_raise", "desk_ahead_list", "desk_ahead_part"), "zheng"),
    **dict.fromkeys(("desk_warning", "desk_warning_cases", "desk_warning_move"), "zheng"),
}
"""Who opens what the table keeps from its own cast, because there it does not exist."""
DECIDES = {("desk_rule_move", "adopt"): "qian", ("desk_rule_move", "replace"): "qian"}
"""Moves of which only somebody else has the page."""


@dataclass(frozen=True)
class Stop:
    """One page: its address, who opens it (empty: a resident), and the voice whose link opens it first."""

    path: str
    name: str
    token: str = ""


class Seen(Visit):
    """A visit whose roles are read from the rooms themselves: who sees what is proved elsewhere."""

    @property
    def roles(self) -> set[str]:
        """The visitor's roles in the thing."""
        return set(self.thing.roles_of(self.actor)) if hasattr(self.thing, "roles_of") else set()


@cache
def cast() -> dict[str, Actor]:
    """Who walks: the first of each post, then everybody of the busy units, by sign-in name."""
    posts = list(Post.objects.select_related("account", "unit").order_by("pk"))
    firsts = {post.role: post.account for post in reversed(posts)}
    rows = [*firsts.values(), *(post.account for post in posts if post.unit.code in BUSY)]
    return {row.username: actor_of(row, timezone.now()) for row in rows}


def things(kind: str, actor: Actor, key: str) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Things of a kind that this person may see, each with the values for its path; the fullest first."""
    if kind in WORDS:
        yield None, WORDS[kind]()
        return
    for row in _rows(kind, actor, key):
        yield row, {"pk": row.pk, "receipt": getattr(row, "receipt", ""), "token": voice_token(row.pk)}


def _rows(kind: str, actor: Actor, key: str) -> Iterable[Any]:
    """A kind is named like its table; what it needs besides is said below."""
    if kind in CHOSEN:
        return list(CHOSEN[kind](actor))
    if kind == "nothing":
        return list(HIDDEN[key]()[:1]) if key in HIDDEN else []
    tables = [table for table in apps.get_models() if table._meta.model_name == kind.replace("_", "")]
    return _each_state(tables[0]._default_manager.visible_to(actor)) if tables else []  # type: ignore[attr-defined]


WORDS: dict[str, Callable[[], dict[str, Any]]] = {
    "": dict,
    "rule": lambda: {"sheet": "norm", "key": current_book(timezone.now()).content.rows("norm")[0].key},
    "place": lambda: {"code": "990101100"},
}
CHOSEN: dict[str, Callable[[Actor], Iterable[Any]]] = {
    "account": lambda _actor: Account.objects.filter(username="urban_management-1"),
    "unit": lambda _actor: Unit.objects.filter(code="urban_management"),
    "post": lambda _actor: Post.objects.filter(account__username__in=("urban_management-1", "housing_construction-head")),
    "stand_in": lambda _actor: StandIn.objects.all()[:2],
    "recusal": lambda _actor: Recusal.objects.all()[:2],
    "notice": lambda actor: Notice.objects.filter(petition__in=Petition.objects.visible_to(actor)).order_by("-pk")[:4],
    "petition_voice": lambda _actor: Voice.objects.filter(case__in=Petition.objects.filter(state="decided").values("case")),
    "waiting": lambda actor: Case.objects.visible_to(actor).filter(state="heard").order_by("-voices_count", "-pk")[:2],
}


def _watched() -> QuerySet[Any]:
    """Solved problems that are watched for coming back."""
    return Problem.objects.filter(pk__in=Watch.objects.values("problem"))


def _studied() -> QuerySet[Any]:
    """The topic that the supervisor analyses."""
    return Topic.objects.filter(lead__username="zheng", state="analysing")


def _within(table: Any) -> QuerySet[Any]:
    """What lies in it."""
    found: QuerySet[Any] = table.objects.filter(topic__in=_studied())
    return found


HIDDEN: dict[str, Callable[[], QuerySet[Any]]] = {
    "desk_exclusion": Exclusion.objects.all,
    "desk_message": Message.objects.all,
    "policy": lambda: Policy.objects.filter(versions__number=2, versions__state="published"),
    "policy_version": lambda: Policy.objects.filter(versions__number=2, versions__state="published"),
    "desk_policy": lambda: Policy.objects.filter(versions__state="draft"),
    "desk_version_write": lambda: Version.objects.filter(state="draft"),
    "desk_version_move": lambda: Version.objects.filter(state="draft"),
    "desk_doubt_move": Doubt.objects.all,
    "desk_session": lambda: Session.objects.filter(checks__way="link"),
    "reception": lambda: _days("announced"),
    "reception_book": lambda: _days("announced"),
    "reception_waiting": lambda: Day.objects.filter(state="open", bookings__state="waiting"),
    "desk_reception": lambda: _days("drafted"),
    "desk_reception_move": lambda: _days("drafted"),
    "desk_reception_queue": lambda: Day.objects.filter(state="open", bookings__state="waiting"),
    "desk_reception_take": lambda: Day.objects.filter(state="open", bookings__state="waiting"),
    "desk_sitting": lambda: Booking.objects.filter(state="seated"),
    "desk_problem": lambda: Problem.objects.filter(outcomes__draws__isnull=False, state="resolved"),
    "desk_problem_move": lambda: Problem.objects.filter(state="working").order_by("pk"),
    "desk_task": lambda: Task.objects.order_by("-pk"),
    **dict.fromkeys(("desk_research_topic", "desk_research_sites", "desk_research_interviews", "desk_research_ask"), _studied),
    **dict.fromkeys(("desk_research_codes", "desk_research_dissect", "desk_research_find", "desk_research_move"), _studied),
    "desk_research_go": lambda: Topic.objects.filter(lead__username="agriculture-head"),
    "desk_research_leave": lambda: Site.objects.filter(topic__lead__username="agriculture-head", outings=None),
    "desk_research_code": lambda: Topic.objects.filter(codes__pk=1),
    "desk_research_back": lambda: Outing.objects.filter(topic__in=_studied()),
    "desk_research_result": lambda: Outing.objects.filter(topic__lead__username="health-head", back=True),
    **dict.fromkeys(("desk_research_interview", "desk_research_look", "desk_research_withdraw"), lambda: _within(Interview)),
    "desk_research_dissection": lambda: _within(Dissection),
    **dict.fromkeys(("desk_research_finding", "desk_research_reword", "desk_research_raise"), lambda: _within(Finding)),
    "desk_research_convert": lambda: _within(Finding),
    "desk_rule": lambda: StandingRule.objects.filter(state="reviewed"),
    "desk_rule_cases": lambda: StandingRule.objects.filter(state="reviewed"),
    "desk_rule_move": lambda: StandingRule.objects.filter(state="tried"),
    "desk_recurrence": _watched,
    "desk_recurrence_cases": _watched,
    "desk_focus_one": lambda: Focus.objects.filter(dropped_at=None),
    "desk_focus_drop": lambda: Focus.objects.filter(dropped_at=None),
    "desk_focus_raise": lambda: Focus.objects.filter(dropped_at=None, problem=None).order_by("-month"),
    "desk_visit": lambda: Visited.objects.filter(led_by__username="liu", state="held").order_by("-starts_at"),
    **dict.fromkeys(
        (
            *("desk_survey", "desk_survey_fill", "desk_survey_typing", "desk_survey_sheets"),
            *("desk_survey_answers", "desk_survey_results", "desk_survey_move"),
        ),
        lambda: Survey.objects.filter(name="road_lights"),
    ),
    **dict.fromkeys(
        ("desk_answer", "desk_answer_move"), lambda: Submission.objects.filter(survey__name="road_lights", state="received")
    ),
    **dict.fromkeys(("desk_onsite", "desk_onsite_move"), lambda: Office.objects.filter(state="open")),
    "onsite_office": lambda: Office.objects.filter(state="signed").order_by("-pk"),
    "desk_onsite_agenda": lambda: Office.objects.filter(state="planned"),
    "desk_onsite_decide": lambda: Item.objects.filter(office__state="open", chosen=True, case__isnull=False).order_by("-number"),
    "desk_called_move": lambda: Called.objects.filter(office__state="open"),
    **dict.fromkeys(("desk_whistle", "desk_whistle_move"), lambda: Whistle.objects.filter(state="blown", unit__code=TOWN[:14])),
    "desk_visit_dossier": lambda: Place.objects.filter(name="后山村"),
    "desk_visit_line": lambda: Note.objects.filter(visit__led_by__username="liu", voice=None).order_by("-pk"),
    "desk_visit_move": lambda: Visited.objects.filter(led_by__username="wang", state="planned").order_by("starts_at"),
    **dict.fromkeys(
        ("desk_hot_issue", "desk_hot_cases", "desk_hot_raise"),
        lambda: Issue.objects.filter(size__gt=2, problem=None).order_by("everywhere", "-heat"),
    ),
    **dict.fromkeys(
        ("desk_warning", "desk_warning_cases", "desk_warning_move"), lambda: EarlyWarning.objects.filter(state="new")
    ),
    "desk_ahead_list": lambda: Listing.objects.order_by("pk"),
    "desk_ahead_part": lambda: Place.objects.filter(name="后山村"),
}
"""What the cast of the walks lacks and the county has."""


def _days(state: str) -> QuerySet[Any]:
    """Reception days in this state that still lie ahead."""
    return Day.objects.filter(state=state, starts_at__gt=timezone.now() + timedelta(days=1)).order_by("starts_at")


def _each_state(rows: QuerySet[Any]) -> list[Any]:
    """Two of each state in turn, the fullest first."""
    order = ("-voices_count", "-pk") if rows.model is Case else ("-pk",)
    found: dict[str, list[Any]] = {}
    for row in rows.order_by(*order)[:120]:
        found.setdefault(getattr(row, "state", ""), []).append(row)
    return [several[number] for number in (0, 1) for several in found.values() if number < len(several)]


def stops(key: str) -> list[Stop]:
    """Where to look at an address: once, and once more for each move in its path. Nothing where the county has no such thing."""
    row = TABLE[key]
    if row.post or row.gone or key in NOT_HERE:
        return []
    if key in LINKED:
        return LINKED[key]()
    found = (_stop(key, row, move) for move in _moves(key, row))
    return [stop for stop in found if stop is not None]


def _asked() -> list[Stop]:
    """What a resident sees who is asked whether a problem is solved, and one whose answer has counted."""
    rows = Asked.objects.filter(voice__language="zh-hans").select_related("voice", "outcome").order_by("-pk")
    found = (rows.filter(outcome__result="").first(), rows.exclude(outcome__result="").first())
    return [
        Stop(f"/track/{row.voice.receipt}/problems/{row.outcome.problem_id}", "", voice_token(row.voice_id))
        for row in found
        if row
    ]


def _written() -> list[Stop]:
    """Answers written into the survey of a topic."""
    row = Topic.objects.filter(surveys__isnull=False).first()
    return [Stop(f"/desk/research/{row.pk}/codes/written/{row.surveys.get().pk}", "water-head")] if row else []


def _talk(path: str, *, resident: bool = False) -> Callable[[], list[Stop]]:
    """Pages of the talk that is going on, for whoever holds it or for a resident who reads the code on the wall."""

    def found() -> list[Stop]:
        check = Check.objects.select_related("session__visit__led_by", "version").filter(way="link", closed_at=None).first()
        if check is None:
            return []
        values = {"pk": check.session_id, "policy": check.version.policy_id, "check": check.pk, "code": check.code}
        return [Stop(path.format(**values), "" if resident else check.session.visit.led_by.username)]

    return found


def _shared(path: str) -> Callable[[], list[Stop]]:
    """Pages of the survey that is open to everybody."""
    rows = Survey.objects.filter(shared=True, state="open")
    return lambda: [Stop(path.format(link=row.link), "") for row in rows[:1]]


def _sent_back() -> list[Stop]:
    """A filled form that went back to whoever filled it in."""
    row = Submission.objects.filter(state="sent_back", replaced=False, by__isnull=False).select_related("by").first()
    return [Stop(f"/desk/answers/{row.pk}/correct", row.by.username)] if row and row.by else []


LINKED: dict[str, Callable[[], list[Stop]]] = {
    "voice_problem": _asked,
    "desk_research_written": _written,
    "desk_session_hold": _talk("/desk/outreach/{pk}/hold"),
    "desk_session_count": _talk("/desk/outreach/{pk}/count/{policy}"),
    "desk_session_check": _talk("/desk/outreach/{pk}/checks/{check}"),
    "check": _talk("/check/{code}", resident=True),
    "survey_fill": _shared("/surveys/{link}"),
    "survey_thanks": _shared("/surveys/{link}/thanks"),
    "desk_answer_correct": _sent_back,
    "desk_ahead_sample": lambda: [Stop(f"/desk/insight/ahead/samples/{row.pk}", "zheng") for row in Sample.objects.all()[:2]],
}
"""Addresses that name two things which belong together."""
WHOLE: dict[str, dict[str, Any]] = {
    "desk_order_move": ORDER_ACTS,
    "petition_move": PETITION_ACTS,
    "desk_research_move": TOPIC_ACTS,
    "desk_rule_move": RULE_ACTS,
    "desk_onsite_move": OFFICE_ACTS,
    "desk_onsite_decide": DECISIONS,
    "desk_focus_choose": {"street_light": None},
    "desk_whistle_move": ENDS,
    "desk_warning_move": WARNING_MOVES,
    "desk_ahead_part": NAMES,
    "desk_called_move": {"arrive": None, "miss": None, "account": None},
}
"""Where every move has its page."""


def _moves(key: str, row: Row) -> tuple[str, ...]:
    if key == "desk_move":
        return tuple(move for move in CASE_ACTS if move not in ("answer", "interim"))
    if key in WHOLE:
        return tuple(WHOLE[key])
    if key == "desk_reception_move":
        return tuple(move for move in DAY_ACTS if move not in ("open", "close"))
    if key == "desk_problem_move":
        return tuple(move.name for move in Problem.FLOW.moves if move.who & {"overseer", "office"} and move.name != "judge")
    if key == "desk_visit_move":
        return tuple(move for move in VISIT_ACTS if move != "amend")
    if key == "desk_visit_line":
        return tuple(LINE_FORMS)
    return tuple(move for move in row.moves if "nonsense" not in move)


def _stop(key: str, row: Row, move: str) -> Stop | None:
    if key in EXCEPT:
        found = next(things(row.on, cast()["zheng"], key), None)
        return Stop(row.path.format(**found[1], move=move), DECIDES.get((key, move), EXCEPT[key])) if found else None
    for name, actor in _visitors(row):
        for thing, values in things(row.on, actor, key):
            visit = Seen(name, actor, thing, None, move)  # type: ignore[arg-type]  # the oracle's world is not asked here
            if row.who(visit) and _possible(thing, move, visit):
                token = values.get("token", "") if row.on.endswith("voice") and not name else ""
                return Stop(row.path.format(**values, move=move), name, token)
    return None


def _possible(thing: Any, move: str, visit: Seen) -> bool:
    """Whether the move's page would be offered now; what is no move is always possible."""
    acts = {Case: CASE_ACTS, Order: ORDER_ACTS, Petition: PETITION_ACTS}.get(type(thing), {})
    return move not in acts or move in {one.name for one in thing.moves_for(frozenset(visit.roles))}


def _visitors(row: Row) -> Iterator[tuple[str, Actor]]:
    if not row.path.startswith("/desk/"):
        voices = Voice.objects.filter(language="zh-hans").order_by("-pk")
        if row.on == "petition_voice":
            voices = voices.filter(case__track="petition")
        yield "", resident(tuple(voices.values_list("pk", flat=True)[:40]))
    if row.path.startswith(("/desk/", "/accounts/")):
        yield from cast().items()
