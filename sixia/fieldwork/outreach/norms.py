"""The rules of this room that a county tunes, and how they are read: the bridge to the catalog. Knows no table of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.catalog.queries import current_book
from sixia.catalog.rules.rows import Text
from sixia.catalog.rules.settings import RuleSpec, whole

GROUPS: Final = (
    {"code": "all", "name": {"zh": "全体居民", "en": "All residents"}},
    {"code": "old", "name": {"zh": "老年人", "en": "Elderly people"}},
    {"code": "parents", "name": {"zh": "有孩子的家庭", "en": "Families with children"}},
    {"code": "disabled", "name": {"zh": "残疾人", "en": "Disabled people"}},
    {"code": "poor", "name": {"zh": "低收入家庭", "en": "Families with little income"}},
    {"code": "migrant", "name": {"zh": "外出务工人员", "en": "People who work away"}},
    {"code": "farmer", "name": {"zh": "种养户", "en": "Farmers"}},
    {"code": "trader", "name": {"zh": "个体商户", "en": "Traders"}},
    {"code": "student", "name": {"zh": "学生", "en": "Students"}},
    {"code": "official", "name": {"zh": "干部和党员", "en": "Officials"}},
)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people whom a policy is for: its code, and its name in the reader's language."""

    code: str
    name: Text


def groups_of(raw: Any) -> tuple[Group, ...]:
    """A reader of groups: a list of { code, name = { zh, en } }."""
    try:
        found = tuple(Group(str(one["code"]), Text(dict(one["name"]))) for one in raw)
    except (TypeError, KeyError, ValueError):
        found = ()
    named = all(str(name).strip() for one in found for name in one.name.said.values())
    if not found or not named or len({one.code for one in found}) < len(found):
        raise ValueError(_('It must be a list such as [{ code = "old", name = { zh = "...", en = "..." } }].'))
    return found


SPECS: Final = {
    "outreach.groups": RuleSpec(groups_of, GROUPS, gettext_lazy("The groups of people whom policies and sessions are for.")),
    "outreach.same_often": RuleSpec(
        whole(2, 50), 3, gettext_lazy("From how many like questions on a policy its words are held to be unclear.")
    ),
    "outreach.same_alike": RuleSpec(
        whole(20, 100), 50, gettext_lazy("How much alike, in percent, two questions must be to count as the same.")
    ),
    "outreach.understood_share": RuleSpec(
        whole(1, 100), 70, gettext_lazy("How many percent of the answers after a session must be right for “understood”.")
    ),
    "outreach.understood_people": RuleSpec(
        whole(1, 100), 5, gettext_lazy("How many people at least must have answered for “understood”.")
    ),
}
"""No law sets these: they are choices of the house, to be tuned where a county knows better."""


def groups(now: datetime) -> tuple[Group, ...]:
    """The groups in force."""
    found: tuple[Group, ...] = current_book(now).rule("outreach.groups")
    return found


def group_choices(now: datetime) -> list[tuple[str, str]]:
    """The groups for a form."""
    return [(one.code, str(one.name)) for one in groups(now)]


def group_names(codes: list[str], now: datetime) -> list[str]:
    """The names of these groups, in the reader's language; a code that is no longer in force is shown itself."""
    names = dict(group_choices(now))
    return [names.get(code, code) for code in codes]


def number(name: str, now: datetime) -> int:
    """One of the numbers above, by its name without the room's."""
    found: int = current_book(now).rule(f"outreach.{name}")
    return found
