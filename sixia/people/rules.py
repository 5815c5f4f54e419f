"""Roles and which of them one person may hold together; pure, knows neither Django models nor requests."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CLERK: Final = "clerk"
DISPATCHER: Final = "dispatcher"
HANDLER: Final = "handler"
UNIT_HEAD: Final = "unit_head"
CALLBACK: Final = "callback"
SUPERVISOR: Final = "supervisor"
LEADER: Final = "leader"
PRINCIPAL: Final = "principal"
RESTRICTED_OFFICER: Final = "restricted_officer"
INSPECTOR: Final = "inspector"
GRID_WORKER: Final = "grid_worker"
SYSTEM_ADMIN: Final = "system_admin"
SECURITY_ADMIN: Final = "security_admin"
AUDITOR: Final = "auditor"
PRIVACY_OFFICER: Final = "privacy_officer"


@dataclass(frozen=True, slots=True)
class Role:
    """A role's word, its name for people, and in one sentence what it is for."""

    word: str
    label: str | Promise
    about: str | Promise


ROLES: Final[dict[str, Role]] = {
    role.word: role
    for role in (
        Role(CLERK, _("Intake clerk"), _("Writes down what residents say by telephone, letter or in person.")),
        Role(DISPATCHER, _("Dispatcher"), _("Chooses the unit that must act, and settles refusals.")),
        Role(HANDLER, _("Handler"), _("Contacts the resident, acts, and reports what was done.")),
        Role(UNIT_HEAD, _("Head of unit"), _("Answers for a unit: checks its answers and names stand-ins.")),
        Role(CALLBACK, _("Call-back clerk"), _("Asks residents for their verdict, independently of the handling unit.")),
        Role(SUPERVISOR, _("Supervisor"), _("Watches time limits and urges what is late.")),
        Role(LEADER, _("Leader"), _("Takes charge of hard cases, receives residents, keeps promises.")),
        Role(PRINCIPAL, _("Principal"), _("Bears the final responsibility and sees the whole board.")),
        Role(
            RESTRICTED_OFFICER, _("Confidential-case officer"), _("Handles accusations and whistle-blowing behind closed doors.")
        ),
        Role(INSPECTOR, _("Inspector"), _("Draws samples, reads the evidence, records findings.")),
        Role(GRID_WORKER, _("Grid worker"), _("First eyes in a neighbourhood; writes for those who cannot.")),
        Role(SYSTEM_ADMIN, _("System administrator"), _("Opens accounts and founds units; grants no powers.")),
        Role(SECURITY_ADMIN, _("Security administrator"), _("Grants and ends posts; opens no accounts.")),
        Role(AUDITOR, _("Auditor"), _("Reads the journal of who did what; changes nothing.")),
        Role(PRIVACY_OFFICER, _("Privacy officer"), _("Answers for personal data: requests, erasure, who looked.")),
    )
}
ROLE_CHOICES: Final[list[tuple[str, str | Promise]]] = [(role.word, role.label) for role in ROLES.values()]

ADMIN_ROLES: Final = frozenset({SYSTEM_ADMIN, SECURITY_ADMIN, AUDITOR, PRIVACY_OFFICER})
GUARDED_ROLES: Final = ADMIN_ROLES | {RESTRICTED_OFFICER, INSPECTOR}
"""Roles for which only the security administrator may name a stand-in."""

FUNCTIONS: Final[dict[str, str | Promise]] = {
    "leadership": _("Leadership"),
    "hotline": _("Hotline and call centre"),
    "petition_office": _("Petition office"),
    "discipline": _("Discipline inspection"),
    "administration": _("Administration of this system"),
    "town": _("Town or sub-district"),
    "village": _("Village or neighbourhood"),
    "housing_construction": _("Housing and construction"),
    "public_security": _("Public security"),
    "civil_affairs": _("Civil affairs"),
    "human_resources": _("Human resources and social security"),
    "education": _("Education"),
    "health": _("Health"),
    "medical_insurance": _("Medical insurance"),
    "environment": _("Ecology and environment"),
    "natural_resources": _("Natural resources"),
    "agriculture": _("Agriculture and rural affairs"),
    "water": _("Water"),
    "transport": _("Transport"),
    "urban_management": _("Urban management"),
    "market_supervision": _("Market supervision"),
    "emergency": _("Emergency management"),
    "justice": _("Justice"),
    "culture_tourism": _("Culture and tourism"),
    "finance": _("Finance"),
    "industry": _("Industry and information"),
    "commerce": _("Commerce"),
    "tax": _("Tax"),
    "fire_rescue": _("Fire and rescue"),
    "development_reform": _("Development and reform"),
    "veterans_affairs": _("Veterans affairs"),
    "government_services": _("Public services"),
    "housing_fund_centre": _("Housing fund"),
    "disability": _("Disabled persons' federation"),
    "women": _("Women's federation"),
    "water_supply": _("Water company"),
    "power_supply": _("Power company"),
    "gas_supply": _("Gas company"),
    "heat_supply": _("Heating company"),
    "telecom": _("Telecommunications company"),
    "bus_company": _("Bus company"),
    "post_office": _("Post office"),
    "parks": _("Parks"),
    "animal_control": _("Animal care and control"),
    "inspector_general": _("Inspector general"),
    "other": _("Other"),
}
"""What a unit is for, as stored words with names for people; words of a jurisdiction's own may be stored as well."""

NOT_HANDLING: Final = frozenset({"hotline", "leadership", "administration"})
"""Functions whose units handle no cases themselves, so that a call-back clerk may serve there in another role."""

_APART: Final[tuple[tuple[frozenset[str], str | Promise], ...]] = (
    (
        frozenset({SYSTEM_ADMIN, SECURITY_ADMIN, AUDITOR}),
        _("System administrator, security administrator and auditor must be three different people."),
    ),
    (frozenset({PRIVACY_OFFICER, SYSTEM_ADMIN}), _("The privacy officer cannot be a system administrator as well.")),
)


def clash(held: Iterable[tuple[str, str]]) -> str | Promise | None:
    """Why one person may not hold these (role, function of the unit) pairs at the same time, or None when they may."""
    pairs = set(held)
    roles = {role for role, _function in pairs}
    for apart, sentence in _APART:
        if len(apart & roles) > 1:
            return sentence
    if CALLBACK in roles and any(role in (HANDLER, UNIT_HEAD) and function not in NOT_HANDLING for role, function in pairs):
        return _("A call-back clerk must be independent: they cannot be handler or head of a unit that handles cases.")
    return None


TRY: Final[dict[str, str | Promise]] = {
    CLERK: _("Take a call: type what the resident says and hand over the receipt code."),
    DISPATCHER: _("Work through the queue: see why a unit is suggested, and confirm with one key."),
    HANDLER: _("Open your orders by due time, accept one, write down a contact, report what was done."),
    UNIT_HEAD: _("Check an answer before it leaves, and name a stand-in for somebody on leave."),
    CALLBACK: _("Call back a resident whose case was answered, and record their verdict in their words."),
    SUPERVISOR: _("See what is late and why, and urge the unit that has it."),
    LEADER: _("See what is stuck, and what you have promised."),
    PRINCIPAL: _("See the whole board on one page."),
    RESTRICTED_OFFICER: _("Open the accusations that nobody else here can even count."),
    INSPECTOR: _("Follow a case from the first word to the verdict, read-only."),
    GRID_WORKER: _("Write down a matter for a resident who cannot write."),
    SYSTEM_ADMIN: _("Open an account, found a unit; notice that you cannot grant a post."),
    SECURITY_ADMIN: _("Appoint somebody; notice that you cannot appoint yourself."),
    AUDITOR: _("Read who did what, and verify the chain."),
    PRIVACY_OFFICER: _("See who looked at a resident's data, and why."),
}
"""What to try first in each role, on the demo page."""
STAGE: Final[tuple[tuple[str | Promise, tuple[str, ...]], ...]] = (
    (_("Hear, pass on, ask back"), (CLERK, GRID_WORKER, DISPATCHER, CALLBACK)),
    (_("Act and answer"), (HANDLER, UNIT_HEAD)),
    (_("Watch and decide"), (SUPERVISOR, LEADER, PRINCIPAL, INSPECTOR)),
    (_("Guard and administer"), (RESTRICTED_OFFICER, SYSTEM_ADMIN, SECURITY_ADMIN, AUDITOR, PRIVACY_OFFICER)),
)
"""The roles in groups, on the demo page."""
