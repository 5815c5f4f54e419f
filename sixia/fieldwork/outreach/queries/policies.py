"""Policies as people read, search and ask about them, and questions that are asked so often that the words must be unclear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q

from sixia.fieldwork.outreach import norms, rules
from sixia.fieldwork.outreach.flow import OPEN, PUBLISHED
from sixia.fieldwork.outreach.models import Doubt, Policy, Question, Version
from sixia.fieldwork.outreach.models.policies import VersionRows
from sixia.kit.files import store
from sixia.kit.models import StoredFile
from sixia.kit.search import matching

LOOKED_AT: Final = 400
"""So many of the newest questions on a policy are compared with each other."""
OFFERED: Final = 60
BIGGEST: Final = 2**63 - 1
"""No key is larger: both engines refuse to compare with more."""


def public_policies() -> VersionRows:
    """Of each policy that is or was public the version that holds or held last."""
    return Version.objects.public().current().select_related("policy__unit", "policy__place")


def search(rows: Any, text: str) -> Any:
    """Those whose title, number, plain words, questions or answers hold every word."""
    return matching(rows, rules.SEARCH_KIND, text)


def public_version(policy: int, number: int | None = None) -> Version | None:
    """The public version of that number, by default the one that holds or held last."""
    if policy > BIGGEST:
        return None
    rows = Version.objects.public().filter(policy=policy).select_related("policy__unit", "policy__place")
    return (rows.filter(number=number) if number else rows.order_by("-number")).first()


def once_public(policy: int) -> Policy | None:
    """The policy, if any of its versions was ever public."""
    version = public_version(policy)
    return version.policy if version else None


def shown(policy: int) -> list[Version]:
    """Its words that hold or held last, for a form that begins with it."""
    return list(Version.objects.public().current().filter(policy=policy))


def public_versions(policy: int) -> list[Version]:
    """Every public version, newest first."""
    return list(Version.objects.public().filter(policy=policy).order_by("-number"))


def document(version: Version) -> list[StoredFile]:
    """The kept files of a version."""
    return store.of(version.key).get(version.key, [])


def in_force() -> VersionRows:
    """Everything that holds now."""
    return Version.objects.filter(state=PUBLISHED).select_related("policy__unit").order_by("title", "pk")


def likely_answers(text: str, *, most: int = 3) -> list[tuple[Version, str, str]]:
    """Answers of policies in force to what somebody asks: (version, question, answer), best first. One query."""
    if not text.strip():
        return []
    rows = {row.pk: row for row in in_force()[:OFFERED]}
    asked = [(f"{pk}\n{question}", answer) for pk, row in rows.items() for question, answer in row.answers]
    own = rules.pairs(text)
    ranked = [(rules.likeness_within(own, key.partition("\n")[2]), key, answer) for key, answer in asked]
    best = sorted((row for row in ranked if row[0] >= rules.LIKELY), key=lambda row: -row[0])[:most]
    return [(rows[int(key.partition("\n")[0])], key.partition("\n")[2], answer) for _score, key, answer in best]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Questions that the software holds for the same one, oldest first; a person decides what they show."""

    questions: Sequence[Question]

    @property
    def keys(self) -> str:
        """Their keys, for a form."""
        return ",".join(str(one.pk) for one in self.questions)


def suggestions(policy: Policy, who: Any, now: datetime) -> list[Suggestion]:
    """What is asked often enough on this policy that nobody has decided about; as far as `who` may read it. Two queries."""
    rows = Question.objects.visible_to(who).filter(policy=policy, doubt=None).exclude(text="").order_by("-pk")
    asked = {row.pk: row for row in reversed(rows.select_related("session__visit__place")[:LOOKED_AT])}
    often, alike = norms.number("same_often", now), norms.number("same_alike", now)
    groups = rules.same_often([(pk, row.text) for pk, row in asked.items()], often=often, alike=alike)
    return [Suggestion([asked[pk] for pk in keys]) for keys in groups]


def for_desk(who: Any) -> VersionRows:
    """The versions the reader may see, with whether the words are held to be unclear; one row for each policy by `current`."""
    rows = Version.objects.visible_to(who).select_related("policy__unit", "policy__place")
    return rows.annotate(unclear=Exists(Doubt.objects.filter(policy=OuterRef("policy"), state=OPEN)))


def asked_counts(policies: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Per policy how many questions were asked, and how many of them became voices. Numbers only; one query."""
    rows = Question.objects.filter(policy__in=policies).values("policy")
    counted = rows.annotate(n=Count("pk"), later=Count("pk", filter=Q(voice__isnull=False)))
    return {row["policy"]: (row["n"], row["later"]) for row in counted}
