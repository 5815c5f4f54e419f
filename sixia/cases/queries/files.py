"""Which files belong to a case and who may open which. Knows no request."""

from collections.abc import Collection, Iterable
from typing import Any

from sixia.cases.flow import HELPER, RESIDENT
from sixia.cases.models import Answer, Case, Contact, Voice
from sixia.kit.files import store
from sixia.kit.journal import Line
from sixia.kit.models import StoredFile
from sixia.orders.models import Order
from sixia.people.actors import Actor


def any_kept(lines: Iterable[Line]) -> bool:
    """Whether the journal tells of a file at all: only then are files looked for."""
    return any(line.event == "FileKept" for line in lines)


def of_resident(voice: Voice, answers: Collection[int]) -> dict[str, list[StoredFile]]:
    """A resident's own files, and those that came with these answers, by the thing they are attached to; one query."""
    found = store.of(voice.key, *(f"answer:{pk}" for pk in answers))
    return {about: [row for row in rows if row.shared] for about, rows in found.items()}


def for_resident(pk: int, voice: Voice) -> StoredFile | None:
    """One file, when it is this resident's own or came with an answer they were sent."""
    row = _row(pk)
    if row is None or not row.shared:
        return None
    kind, number = _about(row)
    if kind == "answer":
        sent = Answer.objects.filter(pk=number, case_id=voice.case_id, state=Answer.SENT)
        return row if sent.exists() else None
    return row if row.about == voice.key else None


def for_official(pk: int, who: Actor) -> tuple[StoredFile, Voice | None] | None:
    """One file and the voice whose own it is, when `who` may see the thing it is attached to; None otherwise."""
    row = _row(pk)
    if row is None:
        return None
    kind, number = _about(row)
    if kind == "voice":
        voice = Voice.objects.visible_to(who).filter(pk=number).first()
        return (row, voice) if voice else None
    case = _case_of(kind, number)
    return (row, None) if case and _within(case, row, who) else None


def _within(pk: int, row: StoredFile, who: Actor) -> bool:
    """Whoever has a part in the case sees its evidence; who only helped a resident sees what that resident was sent."""
    case = Case.objects.visible_to(who).filter(pk=pk).first()
    if case is None:
        return False
    if case.roles_of(who) - {HELPER, RESIDENT}:
        return True
    kind, number = _about(row)
    return row.shared and kind == "answer" and Answer.objects.filter(pk=number, state=Answer.SENT).exists()


def _case_of(kind: str, number: int) -> int | None:
    if kind == "case":
        return number
    tables: dict[str, Any] = {"answer": Answer.objects, "contact": Contact.objects}
    if kind in tables:
        found: int | None = tables[kind].filter(pk=number).values_list("case_id", flat=True).first()
        return found
    return (
        Order.objects.filter(pk=number, matter_kind="case").values_list("matter_id", flat=True).first()
        if kind == "order"
        else None
    )


def _row(pk: int) -> StoredFile | None:
    return StoredFile.objects.filter(pk=pk, erased_at=None).exclude(about="").first() if pk < 2**63 else None


def _about(row: StoredFile) -> tuple[str, int]:
    kind, _colon, number = row.about.partition(":")
    return kind, int(number)
