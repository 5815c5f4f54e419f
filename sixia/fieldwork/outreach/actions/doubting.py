"""When the same is asked again and again: the software suggests, a person confirms or dismisses, the author mends the words."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sixia.cases.rules import clean
from sixia.fieldwork.outreach import standing
from sixia.fieldwork.outreach.events import PolicyUnclear, UnclearDismissed, UnclearSettled
from sixia.fieldwork.outreach.flow import AUTHOR, DISMISSED, OPEN, OVERSEER, PUBLISHED, SPEAKER
from sixia.fieldwork.outreach.models import Doubt, Policy, Question, Version
from sixia.kit.advance import advance
from sixia.kit.alone import alone
from sixia.kit.events import Words
from sixia.kit.flow import Refused
from sixia.kit.journal import tell
from sixia.kit.standing import visible
from sixia.people.actors import Actor

MAY = (SPEAKER, AUTHOR, OVERSEER)


@alone
def mark_unclear(policy: Policy, *, questions: Collection[int], by: Actor, now: datetime) -> Doubt:
    """Confirm that these questions are the same one and that the words are unclear; whoever answers for the words is told.

    Refused: role, state (somebody has decided about one of them already), missing.
    """
    doubt = _write(policy, _free(policy, questions, by), state=OPEN, by=by, now=now)
    tell(PolicyUnclear(policy=policy.pk, doubt=doubt.pk, asked=doubt.asked), by=by, about=policy.stream, now=now)
    return doubt


@alone
def dismiss(policy: Policy, *, questions: Collection[int], reason: str, by: Actor, now: datetime) -> Doubt:
    """Say why these questions show nothing unclear; they are not suggested again, later ones are."""
    said = clean(reason)
    if not said:
        raise Refused("missing", _("Say in a few words why nothing is unclear."), move="dismiss", fields=["reason"])
    doubt = _write(policy, _free(policy, questions, by), state=DISMISSED, by=by, now=now, reply=said)
    event = UnclearDismissed(policy=policy.pk, doubt=doubt.pk, asked=doubt.asked, reason=Words(said))
    tell(event, by=by, about=policy.stream, now=now)
    return doubt


@alone
def settle(doubt: Doubt, *, reply: str, by: Actor, now: datetime) -> None:
    """The author says what was made clearer, as a rule by a new version or a new answer. Refused: role, state, missing."""
    said = clean(reply)
    event = UnclearSettled(policy=doubt.policy_id, doubt=doubt.pk, reply=Words(said))
    changes = {"reply": said, "settled_at": now}
    advance(doubt, "settle", by=by, now=now, given={"reply": said}, event=event, changes=changes)


def _free(policy: Policy, questions: Collection[int], by: Actor) -> list[Question]:
    own = {name: standing.QUESTION[name] for name in MAY}
    wanted = Question.objects.filter(pk__in=questions, policy=policy)
    rows = list(visible(wanted, own, by).order_by("pk"))
    if not rows or len(rows) < len(set(questions)):
        raise Refused("role", _("You may not do this here."), move="mark_unclear")
    if any(row.doubt_id for row in rows):
        sentence = _("Somebody has decided about these questions already. Reload the page and look again.")
        raise Refused("state", sentence, move="mark_unclear")
    return rows


def _write(policy: Policy, rows: list[Question], *, state: str, by: Actor, now: datetime, reply: str = "") -> Doubt:
    doubt = Doubt(
        policy=policy,
        words=Version.objects.filter(policy=policy, state=PUBLISHED).first(),
        example=rows[0].text,
        asked=len(rows),
        reply=reply,
        state=state,
        by_id=by.official_id,
        made_at=now,
        settled_at=now if state == DISMISSED else None,
    )
    doubt.save(force_insert=True)
    Question.objects.filter(pk__in=[row.pk for row in rows]).update(doubt=doubt)
    return doubt
