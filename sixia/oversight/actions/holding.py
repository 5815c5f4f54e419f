"""Promises in answers that wait for a second person: they count when the answer is sent, and never before."""

from datetime import datetime

from django.db import transaction

from sixia.cases.models import Answer, Case
from sixia.kit.alone import alone
from sixia.kit.flow import Refused
from sixia.kit.journal import hold
from sixia.oversight.actions.giving import NewPromise, may_be_given, promise
from sixia.oversight.models import Held
from sixia.people.actors import Actor, actor_of


@alone
def promise_with_answer(case: Case, new: NewPromise | None, *, by: Actor, now: datetime) -> None:
    """What is promised in an answer that was just written: at once where it is sent, else together with it. None: nothing is
    promised. What an earlier draft had promised is overtaken. Raises Refused as `promise` does."""
    Held.objects.filter(answer__case=case).delete()
    if new is None:
        return
    waiting = case.answers.filter(state=Answer.PROPOSED).order_by("-pk").first()
    if waiting is None:
        promise(new, by=by, now=now)
        return
    may_be_given(new, case, by=by, now=now)
    speaker = by.official_id
    Held.objects.create(
        answer=waiting, account_id=speaker, unit=new.unit, voice=new.voice, words=new.words.strip(), due_on=new.due_on
    )


@transaction.atomic
def give_held(answer: int, *, case: int, now: datetime) -> None:
    """The answer is sent: what it promised is given now, by whoever wrote it. What can no longer be given, because its day has
    passed or the writer has left the unit, stays beside the case to be written anew."""
    hold(f"case:{case}")
    for held in Held.objects.filter(answer_id=answer).select_related("account", "unit", "voice", "answer__case"):
        new = NewPromise(
            words=held.words,
            due_on=held.due_on,
            unit=held.unit,
            where="answer",
            voice=held.voice,
            case=held.answer.case,
        )
        try:
            with transaction.atomic():
                promise(new, by=actor_of(held.account, now), now=now)
                held.delete()
        except Refused:
            continue
