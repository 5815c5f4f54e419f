"""What the same person has asked before, as one bundle: by telephone or identity number, never by name. Knows no request."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from sixia.cases.models import Case, Voice
from sixia.cases.standing import knowable
from sixia.petitions.flow import BINDING, IN_HAND
from sixia.petitions.models import Petition
from sixia.petitions.rules import alike

MOST = 20


@dataclass(frozen=True, slots=True)
class Earlier:
    """One earlier case of the same person: its petition, if it was one, and whether it probably is about the same matter."""

    case: Case
    petition: Petition | None
    same: bool

    @property
    def state(self) -> str:
        """Where it stands, for people."""
        return self.petition.state_label if self.petition else self.case.state_label

    @property
    def binding(self) -> bool:
        """Whether it is final: the same facts are not taken again."""
        return self.petition is not None and self.petition.state in BINDING

    @property
    def in_hand(self) -> bool:
        """Whether somebody has it in hand."""
        return self.petition is not None and self.petition.state in IN_HAND


def bundle(case: Case, who: Any) -> list[Earlier]:
    """Earlier cases of the persons of this case, the probably same matter first, then the newest; as far as `who` may see
    them. Four queries. Two cases are of one person when a telephone or an identity number is the same."""
    may_know = ExpressionWrapper(knowable(who), output_field=BooleanField())
    said = list(case.voices.annotate(known=may_know).values_list("text", "phone_index", "known"))
    words, phones = [text for text, _index, _known in said], {index for _text, index, known in said if index and known}
    own = Petition.objects.filter(case=case).exclude(id_index="").values_list("id_index", flat=True)
    own = own if all(known for _text, _index, known in said) else own.none()
    same_person = Q(case__in=Voice.objects.filter(phone_index__in=phones).filter(knowable(who)).values("case"))
    known = same_person | Q(case__in=Petition.objects.filter(id_index__in=list(own)).values("case"))
    rows = Voice.objects.visible_to(who).filter(known).exclude(case=case).filter(case__heard_at__lte=case.heard_at)
    return _bundled(rows, case.category, words, who)


def bundle_of(*, phone: str, voice: int | None, said: str, besides: Iterable[int], who: Any) -> list[Earlier]:
    """The same for somebody who has only just come: by the index of their telephone and by the voice they have named.

    `said` is what they come for, `besides` the cases of this very coming. Two queries.
    """
    known = (Q(phone_index=phone) if phone else Q(pk__in=[])) | Q(pk=voice)
    rows = Voice.objects.visible_to(who).filter(known).exclude(case__in=list(besides))
    return _bundled(rows, "", [said], who)


def _bundled(rows: Any, category: str, words: list[str], who: Any) -> list[Earlier]:
    voices = list(rows.filter(knowable(who)).select_related("case__lead_unit").order_by("-pk")[:MOST])
    cases = {voice.case_id: voice.case for voice in voices}
    petitions = {row.case_id: row for row in Petition.objects.visible_to(who).filter(case__in=cases).select_related("unit")}
    found = [_earlier(category, cases[pk], petitions.get(pk), voices, words) for pk in cases]
    return sorted(found, key=lambda one: (not one.same, -one.case.pk))


def earlier_petitions(case: Case, who: Any) -> list[tuple[int, str]]:
    """Choices for “repeats which petition”."""
    rows = [one for one in bundle(case, who) if one.petition is not None]
    return [(one.petition.pk, f"#{one.case.pk} {one.case.title} · {one.state}") for one in rows if one.petition]


def _earlier(category: str, before: Case, petition: Petition | None, voices: Iterable[Voice], words: list[str]) -> Earlier:
    texts = [voice.text for voice in voices if voice.case_id == before.pk]
    fits = not category or not before.category or category == before.category
    return Earlier(before, petition, fits and any(alike(text, old) for text in words for old in texts))
