"""Every address of the product: where it lies, and for whom it exists. A line per address; the walk goes through all of them.

`on` names the kind of thing in the path, `who` says whether it exists for a visitor, `post` that it answers to POST alone,
`gone` that it says 410 to a link that no longer holds.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sixia.cases.desk.moves import ACTS as CASE_ACTS
from sixia.cases.flow import CASE
from sixia.cases.models import Case, Voice
from sixia.fieldwork.surveys.standing import RUNNERS
from sixia.orders.desk.moves import ACTS as ORDER_ACTS
from sixia.orders.flow import FLOW as ORDER
from sixia.orders.models import Order
from sixia.people.actors import Actor
from sixia.petitions.desk.moves import ACTS as PETITION_ACTS
from sixia.petitions.flow import FLOW as PETITION
from sixia.petitions.models import Notice, Petition
from tests.trust import oracle


@dataclass(frozen=True)
class Visit:
    """Somebody at an address: name and actor, the thing there, and the move in the path, if any."""

    name: str
    actor: Actor
    thing: Any
    world: oracle.World
    move: str = ""

    @property
    def roles(self) -> set[str]:
        """The visitor's roles in the case, voice or order there, as the oracle says."""
        if isinstance(self.thing, Order):
            return oracle.order_roles(self.world, self.thing, self.actor)
        if isinstance(self.thing, Voice):
            return oracle.voice_roles(self.world, self.thing, self.thing.case, self.actor)
        if isinstance(self.thing, Petition | Notice):
            petition = self.thing if isinstance(self.thing, Petition) else self.thing.petition
            return oracle.petition_roles(self.world, petition, self.actor)
        assert isinstance(self.thing, Case)
        return oracle.case_roles(self.world, self.thing, self.actor)


Who = Callable[[Visit], bool]
CALLERS = ("clerk", "dispatcher", "handler", "unit_head", "leader")
COUNTY = 5
"""How long the path of the county is; those of towns and villages are longer."""
NOBODY = "00000000-0000-4000-8000-000000000000"
"""The name of a thing that is not there."""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    path: str
    who: Who
    on: str = ""
    post: bool = False
    gone: bool = False
    moves: tuple[str, ...] = field(default=("",))


def everybody(visit: Visit) -> bool:
    """No account needed."""
    return True


def nobody_here(visit: Visit) -> bool:
    """Nobody: the walk has nothing there; the room's own tests look at theirs."""
    return False


def signed_in(visit: Visit) -> bool:
    """Anybody with an account."""
    return visit.actor.is_official


def in_office(visit: Visit) -> bool:
    """Whoever holds any post."""
    return bool(visit.actor.roles)


def posts(*roles: str) -> Who:
    """Whoever holds one of these posts, anywhere."""
    return lambda visit: visit.actor.has(*roles)


def working(visit: Visit) -> bool:
    """Whoever holds a post other than those that keep the system."""
    return bool(visit.actor.roles - set(KEEPERS))


def below_others(visit: Visit) -> bool:
    """Whoever works in a town or village: units of the county stand over it."""
    return any(post.role in CALLERS and len(post.scope) > COUNTY for post in visit.actor.posts)


def part(*roles: str) -> Who:
    """Officials with one of these roles in the thing there; with any role when none is named."""
    return lambda visit: visit.actor.is_official and bool(visit.roles & set(roles) if roles else visit.roles)


def both(*conditions: Who) -> Who:
    """All of them."""
    return lambda visit: all(condition(visit) for condition in conditions)


def own(visit: Visit) -> bool:
    """The resident who has opened this voice."""
    return visit.thing.pk in visit.actor.voice_ids


def case_move(visit: Visit) -> bool:
    """Whoever has the role for the move in the path."""
    return part()(visit) and any(m.name == visit.move in CASE_ACTS and m.who & visit.roles for m in CASE.moves)


def order_move(visit: Visit) -> bool:
    """The same for orders."""
    return part()(visit) and any(m.name == visit.move in ORDER_ACTS and m.who & visit.roles for m in ORDER.moves)


def petition_move(visit: Visit) -> bool:
    """The same for petitions."""
    return part()(visit) and any(m.name == visit.move in PETITION_ACTS and m.who & visit.roles for m in PETITION.moves)


def registering(visit: Visit) -> bool:
    """Whoever registers at a petition office."""
    return any(post.function == "petition_office" and post.role in ("clerk", "dispatcher") for post in visit.actor.posts)


def either(*conditions: Who) -> Who:
    """One of them."""
    return lambda visit: any(condition(visit) for condition in conditions)


def by_himself_or(*roles: str) -> Who:
    """The account there, the head of one of its units, or whoever holds one of these posts."""
    return lambda visit: (
        visit.actor.account_id == visit.thing.pk
        or visit.actor.has(*roles)
        or bool(visit.actor.units("unit_head") & set(visit.thing.posts.values_list("unit_id", flat=True)))
    )


PETITION_MOVES = ("send", "accept", "decide", "extend", "review", "urge", "reclaim", "seal", "nonsense")
KEEPERS = ("system_admin", "security_admin", "auditor", "privacy_officer")
DISPATCHING = ("dispatcher", "restricted_officer")
LEADING = ("leader", "principal", "supervisor", "inspector", "dispatcher")
CASE_MOVES = ("dispatch", "note", "restrict", "nonsense")
TABLE: dict[str, Row] = {
    "set_language": Row("/language/", everybody),
    "elder": Row("/large-type/", everybody, post=True),
    "health": Row("/healthz", everybody),
    "account_login": Row("/accounts/login/", everybody),
    "account_logout": Row("/accounts/logout/", everybody),
    "account_inactive": Row("/accounts/inactive/", everybody),
    "account_reauthenticate": Row("/accounts/reauthenticate/", lambda _visit: False),
    "account_change_password": Row("/accounts/password/", signed_in),
    "people_new_password": Row("/accounts/password/new/abc/def/", everybody, gone=True),
    "mfa_index": Row("/accounts/2fa/", signed_in),
    "mfa_authenticate": Row("/accounts/2fa/authenticate/", everybody),
    "mfa_reauthenticate": Row("/accounts/2fa/reauthenticate/", lambda _visit: False),
    "mfa_activate_totp": Row("/accounts/2fa/app/", signed_in),
    "mfa_deactivate_totp": Row("/accounts/2fa/app/remove/", lambda _visit: False),
    "mfa_view_recovery_codes": Row("/accounts/2fa/codes/", lambda _visit: False),
    "mfa_generate_recovery_codes": Row("/accounts/2fa/codes/new/", signed_in),
    "mfa_download_recovery_codes": Row("/accounts/2fa/codes/download/", lambda _visit: False),
    "account_set_password": Row("/accounts/password/set/", signed_in),
    "people_demo": Row("/demo/", lambda _visit: False),
    "people_demo_enter": Row("/demo/enter/", lambda _visit: False, post=True),
    "people_me": Row("/desk/me/", signed_in),
    "people_list": Row("/desk/people/", posts(*KEEPERS, "unit_head")),
    "people_open": Row("/desk/people/open/", posts("system_admin")),
    "people_person": Row("/desk/people/{pk}/", by_himself_or(*KEEPERS), on="account"),
    "people_amend": Row("/desk/people/{pk}/amend/", posts("system_admin"), on="account"),
    "people_close": Row("/desk/people/{pk}/close/", posts("system_admin"), on="account"),
    "people_link": Row("/desk/people/{pk}/link/", posts("system_admin"), on="account"),
    "people_factor": Row("/desk/people/{pk}/factor/", posts("security_admin"), on="account"),
    "people_factor_reset": Row("/desk/people/{pk}/factor/reset/", posts("security_admin"), on="account"),
    "people_appoint": Row("/desk/people/{pk}/appoint/", posts("security_admin"), on="account"),
    "people_post_end": Row("/desk/posts/{pk}/end/", posts("security_admin"), on="post"),
    "people_stand_in": Row(
        "/desk/posts/{pk}/stand-in/",
        lambda v: v.actor.has("security_admin") or v.thing.unit_id in v.actor.units("unit_head"),
        on="post",
    ),
    "people_stand_in_end": Row(
        "/desk/stand-ins/{pk}/end/",
        lambda v: (
            v.actor.has("security_admin", "system_admin", "auditor")
            or v.actor.account_id in (v.thing.account_id, v.thing.post.account_id)
            or v.thing.post.unit_id in v.actor.units("unit_head")
        ),
        on="stand_in",
    ),
    "people_units": Row("/desk/units/", signed_in),
    "people_found": Row("/desk/units/found/", posts("system_admin")),
    "people_unit": Row("/desk/units/{pk}/", signed_in, on="unit"),
    "people_unit_amend": Row("/desk/units/{pk}/amend/", posts("system_admin"), on="unit"),
    "people_unit_move": Row("/desk/units/{pk}/move/", posts("system_admin"), on="unit"),
    "people_unit_dissolve": Row("/desk/units/{pk}/dissolve/", posts("system_admin"), on="unit"),
    "people_recusals": Row("/desk/recusals/", signed_in),
    "people_recusal_declare": Row("/desk/recusals/declare/", signed_in),
    "people_recusal_lift": Row("/desk/recusals/{pk}/lift/", posts("security_admin"), on="recusal"),
    "desk_file": Row("/desk/files/1", nobody_here),
    "desk_erase": Row("/desk/erase", posts("privacy_officer")),
    "people_journal": Row("/desk/journal/people/", posts("auditor", "privacy_officer")),
    "places:roots": Row("/places/", everybody),
    "places:find": Row("/places/find?q=东", everybody),
    "places:at": Row("/places/at?lat=1&lon=2", everybody),
    "places:children": Row("/places/{code}/children", everybody, on="place"),
    "places:outlines": Row("/places/{code}/outlines", everybody, on="place"),
    "say": Row("/", everybody),
    "tell": Row("/tell", everybody),
    "understood": Row("/understood", everybody, post=True),
    "preview": Row("/preview", everybody, post=True),
    "receipt": Row("/receipt/{receipt}", own, on="voice"),
    "track": Row("/track", everybody),
    "leave": Row("/leave", everybody, post=True),
    "voice_link": Row("/v/{token}", everybody, on="voice"),
    "voice": Row("/track/{receipt}", everybody, on="voice"),
    "voice_add": Row("/track/{receipt}/add", own, on="voice", post=True),
    "voice_verdict": Row("/track/{receipt}/verdict", own, on="voice", post=True),
    "voice_withdraw": Row("/track/{receipt}/withdraw", own, on="voice"),
    "voice_file": Row("/track/{receipt}/files/1", nobody_here, on="voice"),
    "voice_proof": Row("/track/{receipt}/proof", own, on="voice"),
    "voice_proof_file": Row("/track/{receipt}/proof.json", own, on="voice"),
    "verify_receipt": Row("/verify_receipt.py", everybody),
    "public_cases": Row("/cases", everybody),
    "public_map": Row("/cases/map", everybody),
    "public_case": Row("/cases/{pk}", lambda v: v.thing.public, on="case"),
    "petitions": Row("/desk/petitions", registering),
    "petitions_mine": Row("/desk/petitions/mine", posts("handler", "unit_head")),
    "petitions_reviews": Row("/desk/petitions/reviews", either(posts("handler", "unit_head"), registering)),
    "petitions_unserved": Row("/desk/petitions/unserved", either(posts("handler", "unit_head"), registering)),
    "petition_new": Row("/desk/petitions/new", registering),
    "petition_register": Row("/desk/petitions/register/{pk}", both(registering, part()), on="case"),
    "petition_notice": Row("/desk/petitions/notices/{pk}", part(), on="notice"),
    "petition_move": Row("/desk/petitions/{pk}/{move}", petition_move, on="petition", moves=PETITION_MOVES),
    "petition_paper": Row("/desk/petitions/notices/{pk}/docx", part(), on="notice", post=True),
    "voice_petition_paper": Row("/track/{receipt}/petition/papers/1/docx", own, on="petition_voice", post=True),
    "papers": Row("/desk/papers/", posts("system_admin")),
    "papers_new": Row("/desk/papers/new/", posts("system_admin")),
    "papers_kinds": Row("/desk/papers/kinds/", posts("system_admin")),
    "papers_builtin": Row("/desk/papers/kinds/acceptance/zh.docx", posts("system_admin")),
    "papers_file": Row("/desk/papers/{pk}/", lambda _visit: False, on="nothing"),
    "papers_retire": Row("/desk/papers/{pk}/retire/", lambda _visit: False, on="nothing"),
    "voice_petition": Row("/track/{receipt}/petition", own, on="petition_voice"),
    "voice_petition_ask": Row("/track/{receipt}/petition/review", own, on="petition_voice", post=True),
    "voice_petition_agreement": Row("/track/{receipt}/petition/agreement", own, on="petition_voice", post=True),
    "lost": Row("/lost", everybody),
    "help": Row("/help", everybody),
    "privacy": Row("/privacy", everybody),
    r"desk/cases/(?P<pk>[0-9]{1,18})/(?:answer|interim)$": Row(
        "/desk/cases/{pk}/{move}", case_move, on="case", moves=("answer", "interim")
    ),
    "desk_answer_check": Row("/desk/cases/{pk}/answer/check", part("lead", "restricted_officer"), on="case", post=True),
    "desk_exclusion_ask": Row("/desk/cases/{pk}/exclusion", part("head"), on="case"),
    "desk_contact": Row("/desk/voices/{pk}/contact", part(), on="voice", post=True),
    "desk_check": Row("/desk/check", posts("unit_head", "supervisor", "principal", "leader", "restricted_officer")),
    "desk_callback": Row("/desk/callback", posts("callback")),
    "desk_call_first": Row("/desk/callback/next", posts("callback")),
    "desk_call": Row("/desk/callback/{pk}", both(posts("callback"), part("callback")), on="voice"),
    "desk_call_next": Row("/desk/callback/{pk}/next", posts("callback"), on="voice"),
    "desk_call_phone": Row("/desk/callback/{pk}/phone", both(posts("callback"), part("callback")), on="voice", post=True),
    "desk_call_act": Row(
        "/desk/callback/{pk}/{move}",
        both(posts("callback"), part("callback")),
        on="voice",
        post=True,
        moves=("attempt", "verdict", "later", "give_up"),
    ),
    "desk_supervise": Row("/desk/supervise", posts("supervisor", "principal")),
    "desk_extensions": Row("/desk/supervise/extensions", posts("supervisor", "principal", "unit_head")),
    "desk_exclusions": Row("/desk/supervise/exclusions", posts("supervisor", "principal", "unit_head")),
    "desk_exclusion": Row("/desk/supervise/exclusions/{pk}", lambda _visit: False, on="nothing"),
    "desk_today": Row("/desk/today", posts("leader", "principal", "supervisor", "unit_head", "inspector")),
    "desk_cut": Row(
        "/desk/today/{move}",
        posts("leader", "principal", "supervisor", "unit_head", "inspector"),
        moves=("cases/open", "orders/to_contact", "verdicts/judged"),
    ),
    "desk_figures_about": Row("/desk/figures/about", in_office),
    "desk": Row("/desk/", signed_in),
    "desk_hear": Row("/desk/hear", posts("clerk")),
    "desk_scan": Row("/desk/hear/scan", posts("clerk")),
    "desk_assist": Row("/desk/hear/assist", posts("clerk"), post=True),
    "desk_dispatch": Row("/desk/dispatch", posts(*DISPATCHING)),
    "desk_preview": Row("/desk/dispatch/rules", posts(*DISPATCHING)),
    "desk_dispatch_one": Row("/desk/dispatch/{pk}", part(*DISPATCHING), on="waiting"),
    "desk_panel": Row("/desk/dispatch/{pk}/panel", part(*DISPATCHING), on="waiting"),
    "desk_arbitrate": Row("/desk/arbitrate", posts(*DISPATCHING)),
    "desk_cases": Row("/desk/cases", in_office),
    "desk_find": Row("/desk/find", posts("clerk", "dispatcher", "callback", "restricted_officer")),
    "help_someone": Row("/desk/help-someone", posts("grid_worker")),
    "helper_receipt": Row("/desk/help-someone/{receipt}", part("helper"), on="voice"),
    "desk_case": Row("/desk/cases/{pk}", part(), on="case"),
    "desk_caller": Row("/desk/cases/{pk}/caller", part(), on="case"),
    "desk_move": Row("/desk/cases/{pk}/{move}", case_move, on="case", moves=CASE_MOVES),
    "desk_reveal": Row("/desk/voices/{pk}/reveal", part(), on="voice", post=True),
    "desk_passcode": Row("/desk/voices/{pk}/passcode", part(), on="voice", post=True),
    "desk_withdraw": Row("/desk/voices/{pk}/withdraw", part(), on="voice", post=True),
    "desk_representative": Row("/desk/voices/{pk}/representative", part(), on="voice", post=True),
    "desk_orders": Row("/desk/orders", posts("handler", "unit_head", "restricted_officer")),
    "desk_order": Row("/desk/orders/{pk}", part(), on="order"),
    "desk_order_move": Row("/desk/orders/{pk}/{move}", order_move, on="order", moves=("accept", "grant", "nonsense")),
    "voice_problem": Row("/track/{receipt}/problems/{pk}", lambda _visit: False, on="voice"),
    "desk_problems": Row("/desk/problems", working),
    "desk_responsibilities": Row("/desk/problems/responsibilities", working),
    "desk_tasks": Row("/desk/problems/tasks", working),
    "desk_outcomes": Row("/desk/problems/outcomes", working),
    "desk_problem_new": Row("/desk/problems/new", working),
    "desk_case_problems": Row("/desk/problems/beside/{pk}", part(), on="case"),
    "desk_task": Row("/desk/tasks/{pk}", lambda _visit: False, on="nothing"),
    "desk_problem": Row("/desk/problems/{pk}", lambda _visit: False, on="nothing"),
    "desk_problem_paper": Row("/desk/problems/{pk}/paper", lambda _visit: False, on="nothing", post=True),
    "desk_problem_file": Row("/desk/problems/{pk}/files/1", lambda _visit: False, on="nothing"),
    "desk_problem_move": Row("/desk/problems/{pk}/{move}", lambda _visit: False, on="nothing", moves=("assign", "nonsense")),
    "public_promises": Row("/promises", everybody),
    "voice_promise": Row("/track/{receipt}/promises/{pk}", lambda _visit: False, on="voice"),
    "desk_promises": Row("/desk/promises", working),
    "desk_promise_new": Row("/desk/promises/new", working),
    "desk_promise_in": Row("/desk/promises/in/{pk}", part(), on="case"),
    "desk_case_promises": Row("/desk/promises/of/{pk}", part(), on="case"),
    "desk_case_charge": Row("/desk/charges/beside/{pk}", part(), on="case"),
    "desk_promise_share": Row("/desk/promises/share", working),
    "desk_promise": Row("/desk/promises/{pk}", lambda _visit: False, on="nothing"),
    "desk_promise_move": Row("/desk/promises/{pk}/{move}", lambda _visit: False, on="nothing", moves=("claim", "nonsense")),
    "desk_charges": Row("/desk/charges", posts(*LEADING)),
    "desk_proposals": Row("/desk/charges/proposals", posts(*LEADING)),
    "desk_old_cases": Row("/desk/charges/old", posts(*LEADING)),
    "desk_propose": Row("/desk/charges/of/{pk}", part("dispatcher", "overseer", "leader"), on="case"),
    "desk_mark": Row("/desk/charges/of/{pk}/important", part("overseer", "leader"), on="case"),
    "desk_charge": Row("/desk/charges/{pk}", lambda _visit: False, on="nothing"),
    "desk_charge_move": Row("/desk/charges/{pk}/{move}", lambda _visit: False, on="nothing", moves=("name", "nonsense")),
    "policies": Row("/policies", everybody),
    "policy": Row("/policies/{pk}", lambda _visit: False, on="nothing"),
    "policy_version": Row("/policies/{pk}/1", lambda _visit: False, on="nothing"),
    "policy_document": Row("/policies/{pk}/1/document/1", lambda _visit: False, on="nothing"),
    "talks": Row("/talks", everybody),
    "check_code": Row("/check", everybody),
    "check": Row("/check/K7M2QX", lambda _visit: False),
    "desk_policies": Row("/desk/policies", working),
    "desk_policy_new": Row("/desk/policies/new", working),
    "desk_policy": Row("/desk/policies/{pk}", lambda _visit: False, on="nothing"),
    "desk_policy_asked": Row("/desk/policies/{pk}/asked", lambda _visit: False, on="nothing", post=True),
    "desk_policy_anew": Row("/desk/policies/{pk}/anew", lambda _visit: False, on="nothing", post=True),
    "desk_version_write": Row("/desk/versions/{pk}/write", lambda _visit: False, on="nothing"),
    "desk_version_document": Row("/desk/versions/{pk}/document/1", lambda _visit: False, on="nothing"),
    "desk_version_move": Row("/desk/versions/{pk}/{move}", lambda _visit: False, on="nothing", moves=("publish", "nonsense")),
    "desk_doubt_move": Row("/desk/doubts/{pk}/{move}", lambda _visit: False, on="nothing", moves=("settle", "nonsense")),
    "desk_sessions": Row("/desk/outreach", working),
    "desk_session_new": Row("/desk/outreach/new", working),
    "desk_coverage": Row("/desk/outreach/coverage", working),
    "desk_asked": Row("/desk/outreach/questions", working),
    "desk_session": Row("/desk/outreach/{pk}", lambda _visit: False, on="nothing"),
    "desk_session_hold": Row("/desk/outreach/{pk}/hold", lambda _visit: False, on="nothing"),
    "desk_session_count": Row("/desk/outreach/{pk}/count/1", lambda _visit: False, on="nothing"),
    "desk_session_link": Row("/desk/outreach/{pk}/link/1", lambda _visit: False, on="nothing", post=True),
    "desk_session_check": Row("/desk/outreach/{pk}/checks/1", lambda _visit: False, on="nothing"),
    "desk_visits": Row("/desk/visits", working),
    "desk_visit_new": Row("/desk/visits/new", working),
    "desk_visit_calendar": Row("/desk/visits/calendar", working),
    "desk_visit_coverage": Row("/desk/visits/coverage", working),
    "desk_visit_route": Row("/desk/visits/day/2026-05-14", working),
    "desk_visit_dossier": Row("/desk/visits/places/{pk}", lambda _visit: False, on="nothing"),
    "desk_visit_line": Row("/desk/visits/lines/{pk}/{move}", lambda _visit: False, on="nothing", moves=("voice", "nonsense")),
    "desk_visit_person": Row(
        "/desk/visits/{pk}/people/1/{move}", lambda _visit: False, on="nothing", post=True, moves=("look", "nonsense")
    ),
    "desk_visit": Row("/desk/visits/{pk}", lambda _visit: False, on="nothing"),
    "desk_visit_move": Row("/desk/visits/{pk}/{move}", lambda _visit: False, on="nothing", moves=("hold", "nonsense")),
    "desk_research": Row("/desk/research", working),
    "desk_research_new": Row(
        "/desk/research/new",
        posts("handler", "unit_head", "leader", "principal", "supervisor", "clerk", "dispatcher", "inspector"),
    ),
    "desk_research_findings": Row("/desk/research/findings", working),
    "desk_research_topic": Row("/desk/research/{pk}", lambda _visit: False, on="nothing"),
    "desk_research_sites": Row("/desk/research/{pk}/sites", lambda _visit: False, on="nothing"),
    "desk_research_go": Row("/desk/research/{pk}/go", lambda _visit: False, on="nothing"),
    "desk_research_interviews": Row("/desk/research/{pk}/interviews", lambda _visit: False, on="nothing"),
    "desk_research_ask": Row("/desk/research/{pk}/interviews/new", lambda _visit: False, on="nothing"),
    "desk_research_codes": Row("/desk/research/{pk}/codes", lambda _visit: False, on="nothing"),
    "desk_research_code": Row("/desk/research/{pk}/codes/1", lambda _visit: False, on="nothing"),
    "desk_research_dissect": Row("/desk/research/{pk}/dissect", lambda _visit: False, on="nothing"),
    "desk_research_find": Row("/desk/research/{pk}/findings/new", lambda _visit: False, on="nothing"),
    "desk_research_paper": Row("/desk/research/{pk}/paper", lambda _visit: False, on="nothing", post=True),
    "desk_research_leave": Row("/desk/research/sites/{pk}/leave", lambda _visit: False, on="nothing"),
    "desk_research_back": Row("/desk/research/outings/{pk}/back", lambda _visit: False, on="nothing"),
    "desk_research_result": Row("/desk/research/outings/{pk}/result", lambda _visit: False, on="nothing"),
    "desk_research_interview": Row("/desk/research/interviews/{pk}", lambda _visit: False, on="nothing"),
    "desk_research_look": Row("/desk/research/interviews/{pk}/look", lambda _visit: False, on="nothing"),
    "desk_research_withdraw": Row("/desk/research/interviews/{pk}/withdraw", lambda _visit: False, on="nothing"),
    "desk_research_dissection": Row("/desk/research/dissections/{pk}", lambda _visit: False, on="nothing"),
    "desk_research_finding": Row("/desk/research/findings/{pk}", lambda _visit: False, on="nothing"),
    "desk_research_reword": Row("/desk/research/findings/{pk}/change", lambda _visit: False, on="nothing"),
    "desk_research_raise": Row("/desk/research/findings/{pk}/raise", lambda _visit: False, on="nothing"),
    "desk_research_convert": Row("/desk/research/findings/{pk}/convert", lambda _visit: False, on="nothing"),
    "desk_research_move": Row("/desk/research/{pk}/move/{move}", lambda _visit: False, on="nothing", moves=("begin", "nonsense")),
    "desk_rules": Row("/desk/standing-rules", working),
    "desk_rule_new": Row(
        "/desk/standing-rules/new", posts("dispatcher", "handler", "leader", "principal", "supervisor", "unit_head")
    ),
    "desk_rule": Row("/desk/standing-rules/{pk}", lambda _visit: False, on="nothing"),
    "desk_rule_trial": Row("/desk/standing-rules/{pk}/trial", lambda _visit: False, on="nothing"),
    "desk_rule_cases": Row("/desk/standing-rules/{pk}/cases/{move}", lambda _visit: False, on="nothing", moves=("caught",)),
    "desk_rule_move": Row("/desk/standing-rules/{pk}/{move}", lambda _visit: False, on="nothing", moves=("try_out", "nonsense")),
    "desk_recurrences": Row("/desk/recurrence", working),
    "desk_recurrence": Row("/desk/recurrence/{pk}", lambda _visit: False, on="nothing"),
    "desk_recurrence_cases": Row("/desk/recurrence/{pk}/{move}", lambda _visit: False, on="nothing", moves=("after",)),
    "desk_focus": Row("/desk/focus", posts("inspector", "leader", "principal", "supervisor", "unit_head")),
    "desk_focus_choose": Row("/desk/focus/choose?category=city", posts("leader", "principal")),
    "desk_focus_chosen": Row("/desk/focus/chosen", working),
    "desk_focus_cases": Row(
        "/desk/focus/cases/{move}", posts("inspector", "leader", "principal", "supervisor", "unit_head"), moves=("said",)
    ),
    "desk_focus_one": Row("/desk/focus/{pk}", lambda _visit: False, on="nothing"),
    "desk_focus_drop": Row("/desk/focus/{pk}/drop", lambda _visit: False, on="nothing"),
    "desk_shortfalls": Row("/desk/shortfalls", posts("inspector", "leader", "principal", "supervisor", "unit_head")),
    "desk_shortfall_cases": Row(
        "/desk/shortfalls/cases/{move}", posts("inspector", "leader", "principal", "supervisor", "unit_head"), moves=("unmet",)
    ),
    "surveys": Row("/surveys", everybody),
    "survey_definition": Row("/surveys/definition/{pk}", lambda _visit: False, on="nothing"),
    "survey_fill": Row("/surveys/nothing", lambda _visit: False),
    "survey_thanks": Row("/surveys/nothing/thanks", lambda _visit: False),
    "desk_surveys": Row("/desk/surveys", working),
    "desk_survey_new": Row("/desk/surveys/new", posts(*RUNNERS)),
    "desk_survey_devices": Row("/desk/surveys/devices", working),
    "desk_survey_device": Row("/desk/surveys/devices/{pk}", lambda _visit: False, on="nothing", post=True),
    "desk_survey": Row("/desk/surveys/{pk}", lambda _visit: False, on="nothing"),
    "desk_survey_fill": Row("/desk/surveys/{pk}/fill", lambda _visit: False, on="nothing"),
    "desk_survey_typing": Row("/desk/surveys/{pk}/typing", lambda _visit: False, on="nothing"),
    "desk_survey_sheets": Row("/desk/surveys/{pk}/sheets", lambda _visit: False, on="nothing"),
    "desk_survey_answers": Row("/desk/surveys/{pk}/answers", lambda _visit: False, on="nothing"),
    "desk_survey_results": Row("/desk/surveys/{pk}/results", lambda _visit: False, on="nothing"),
    "desk_survey_source": Row("/desk/surveys/{pk}/versions/1", lambda _visit: False, on="nothing"),
    "desk_survey_move": Row("/desk/surveys/{pk}/{move}", lambda _visit: False, on="nothing", moves=("open", "nonsense")),
    "desk_answer": Row("/desk/answers/{pk}", lambda _visit: False, on="nothing"),
    "desk_answer_correct": Row("/desk/answers/{pk}/correct", lambda _visit: False, on="nothing"),
    "desk_answer_picture": Row("/desk/answers/{pk}/pictures/1", lambda _visit: False, on="nothing"),
    "desk_answer_move": Row("/desk/answers/{pk}/{move}", lambda _visit: False, on="nothing", moves=("approve", "nonsense")),
    "openrosa": Row("/openrosa/", everybody),
    "openrosa_list": Row("/openrosa/formList", lambda _visit: False, on="nothing"),
    "openrosa_form": Row("/openrosa/forms/{pk}.xml", lambda _visit: False, on="nothing"),
    "openrosa_submission": Row("/openrosa/submission", lambda _visit: False, on="nothing", post=True),
    "receptions": Row("/receptions", everybody),
    "reception": Row("/receptions/{pk}", lambda _visit: False, on="nothing"),
    "reception_open": Row("/receptions/booking", everybody),
    "reception_booking": Row("/receptions/booking/JF22222222-X", lambda _visit: False),
    "reception_book": Row("/receptions/{pk}/book", lambda _visit: False, on="nothing"),
    "reception_waiting": Row("/receptions/{pk}/waiting", lambda _visit: False, on="nothing"),
    "desk_reception_month": Row("/desk/receptions/calendar", working),
    "desk_reception_register": Row("/desk/receptions/register", working),
    "desk_reception_ledger": Row("/desk/receptions/ledger", working),
    "desk_reception_queue": Row("/desk/receptions/{pk}/queue", lambda _visit: False, on="nothing"),
    "desk_reception_take": Row("/desk/receptions/{pk}/take", lambda _visit: False, on="nothing"),
    "desk_sitting": Row("/desk/bookings/{pk}", lambda _visit: False, on="nothing"),
    "desk_booking_look": Row("/desk/bookings/{pk}/look", lambda _visit: False, on="nothing", post=True),
    "desk_booking_step": Row(
        "/desk/bookings/{pk}/{move}", lambda _visit: False, on="nothing", post=True, moves=("call", "nonsense")
    ),
    "desk_receptions": Row("/desk/receptions", working),
    "desk_reception_plan": Row("/desk/receptions/plan", posts("clerk", "dispatcher", "supervisor", "principal")),
    "desk_reception_plan_paper": Row(
        "/desk/receptions/plan/paper", posts("clerk", "dispatcher", "supervisor", "principal"), post=True
    ),
    "desk_reception_paper": Row("/desk/receptions/{pk}/paper", lambda _visit: False, on="nothing", post=True),
    "desk_reception_new": Row("/desk/receptions/new", posts("clerk", "dispatcher", "supervisor", "principal")),
    "desk_reception": Row("/desk/receptions/{pk}", lambda _visit: False, on="nothing"),
    "desk_reception_move": Row(
        "/desk/receptions/{pk}/{move}", lambda _visit: False, on="nothing", moves=("announce", "nonsense")
    ),
    "onsite_offices": Row("/on-site", everybody),
    "onsite_office": Row("/on-site/{pk}", lambda _visit: False, on="nothing"),
    "desk_onsites": Row("/desk/onsite", working),
    "desk_onsite_new": Row("/desk/onsite/new", working),
    "desk_onsite_decisions": Row("/desk/onsite/decisions", working),
    "desk_onsite_upon": Row("/desk/onsite/upon/{pk}", lambda _visit: False, on="nothing", post=True),
    "desk_onsite_file": Row("/desk/onsite/files/{pk}", lambda _visit: False, on="nothing"),
    "desk_onsite_decide": Row("/desk/onsite/items/{pk}/{move}", lambda _visit: False, on="nothing", moves=("solved", "nonsense")),
    "desk_onsite": Row("/desk/onsite/{pk}", lambda _visit: False, on="nothing"),
    "desk_onsite_agenda": Row("/desk/onsite/{pk}/agenda", lambda _visit: False, on="nothing"),
    "desk_onsite_minutes": Row("/desk/onsite/{pk}/minutes", lambda _visit: False, on="nothing", post=True),
    "desk_onsite_move": Row("/desk/onsite/{pk}/{move}", lambda _visit: False, on="nothing", moves=("sign", "nonsense")),
    "desk_calls": Row("/desk/calls", working),
    "desk_whistle_new": Row("/desk/calls/new", below_others),
    "desk_whistle_figures": Row("/desk/calls/figures", working),
    "desk_called_move": Row("/desk/calls/units/{pk}/{move}", lambda _visit: False, on="nothing", moves=("come", "nonsense")),
    "desk_whistle": Row("/desk/calls/{pk}", lambda _visit: False, on="nothing"),
    "desk_whistle_move": Row("/desk/calls/{pk}/{move}", lambda _visit: False, on="nothing", moves=("end", "nonsense")),
    "field": Row("/desk/field/", working),
    "field_worker": Row("/desk/field/worker.js", working),
    "field_manifest": Row("/desk/field/app.webmanifest", working),
    "field_state": Row("/desk/field/api/state", working),
    "field_enrol": Row("/desk/field/api/enrol", working, post=True),
    "field_pack": Row("/desk/field/api/pack", nobody_here),
    "field_packets": Row("/desk/field/api/packets", nobody_here, post=True),
    "field_photo": Row(f"/desk/field/api/photos/{NOBODY}/{NOBODY}", nobody_here, post=True),
    "field_drop": Row("/desk/field/api/drop", nobody_here, post=True),
    "field_goodbye": Row("/desk/field/api/goodbye", nobody_here, post=True),
    "field_devices": Row("/desk/devices", either(working, posts("security_admin"))),
    "field_received": Row("/desk/devices/received", working),
    "field_device_end": Row("/desk/devices/{pk}/end", nobody_here, on="nothing"),
    "catalog_rules": Row("/desk/catalog", posts("system_admin")),
    "catalog_change": Row("/desk/catalog/change?sheet={sheet}&key={key}", posts("system_admin"), on="rule"),
    "open311": Row("/open311/v2/services.json", everybody),
    "interop_keys": Row("/desk/keys/", posts("system_admin")),
    "interop_key_new": Row("/desk/keys/new/", posts("system_admin")),
    "interop_key_revoke": Row("/desk/keys/{pk}/revoke/", lambda _visit: False, on="nothing"),
    "desk_outbox": Row("/desk/outbox", posts("system_admin")),
    "desk_given_up": Row("/desk/outbox/given-up", posts("system_admin")),
    "desk_message": Row("/desk/outbox/{pk}", lambda _visit: False, on="nothing"),
}
