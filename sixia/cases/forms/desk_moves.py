"""The form of each move on a case, made from what its row of the flow table needs and takes. Knows no address."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import (
    CaseField,
    CategoryField,
    DeskForm,
    PeopleField,
    PlaceField,
    UnitField,
    UnitsField,
    VoiceField,
    VoicesField,
)
from sixia.cases.models import KINDS, TRIAGE
from sixia.kit.files.kinds import OFFICE
from sixia.kit.flow import Move
from sixia.ui.files import FilesField

Text = str | Promise
Make = Callable[..., forms.Field]


def words(rows: int = 5) -> Make:
    """Makes a field for running text."""
    return lambda **kwargs: forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), max_length=12_000, **kwargs)


def evidence(**kwargs: Any) -> forms.Field:
    """Makes a field for what proves it."""
    return FilesField(allowed=OFFICE, **kwargs)


def _audience(**kwargs: Any) -> forms.Field:
    """Nothing goes to residents unless somebody says so."""
    choices = (("", _("Internal: only officials see them")), ("resident", _("They go to the resident with the answer")))
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **kwargs)


def _choice(options: Any) -> Make:
    return lambda **kwargs: forms.ChoiceField(choices=[("", _("as it is")), *options], **kwargs)


KINDS_HERE: Final = tuple(pair for pair in KINDS if pair[0] != "accusation")
FIELDS: Final[dict[str, tuple[Make, Text]]] = {
    "text": (words(), _("Words to the resident")),
    "basis": (words(2), _("Legal basis")),
    "remedies": (words(3), _("What the resident can do against it, and by when")),
    "reason": (words(3), _("Reason")),
    "category": (CategoryField, _("What it is about")),
    "unit": (UnitField, _("Unit")),
    "place": (PlaceField, _("Place")),
    "kind": (_choice(KINDS_HERE), _("Kind")),
    "triage": (_choice(TRIAGE), _("How to take it")),
    "voice": (VoiceField, _("Receipt of the voice")),
    "voices": (VoicesField, _("Who is asked and reads it")),
    "words": (words(4), _("The passages about the further matter")),
    "into": (CaseField, _("Case number or receipt")),
    "assisting": (UnitsField, _("Assisting units")),
    "units": (UnitsField, _("Units complained about")),
    "people": (PeopleField, _("Persons complained about")),
    "attached": (evidence, _("Evidence (optional)")),
    "audience": (_audience, _("Who gets these files?")),
}
PROOF: Final = ("attached", "audience")
EXTRA: Final[dict[str, tuple[str, ...]]] = {
    "dispatch": ("assisting", "triage"),
    "restrict": ("units", "people"),
    "answer": ("basis", "remedies", *PROOF),
    "propose": ("basis", "remedies", *PROOF),
    "settle_again": ("basis", "remedies", *PROOF),
    "interim": PROOF,
    "answer_now": PROOF,
    "redirect": PROOF,
    "note": ("attached",),
}
LABELS: Final[dict[tuple[str, str], Text]] = {
    ("note", "text"): _("Note for colleagues; residents do not see it"),
    ("ask", "text"): _("Question to the resident"),
    ("add", "text"): _("What the resident adds"),
    ("interim", "text"): _("How it stands"),
    ("dispatch", "unit"): _("Lead unit"),
    ("reorder", "unit"): _("Unit that must do it again"),
    ("redirect", "text"): _("Why it cannot be handled here, and where to go"),
    ("send_back", "reason"): _("What must be better"),
}
HELP: Final[dict[str, Text]] = {
    "voices": _("The question reaches those who are ticked; others of the case do not read it."),
    "assisting": _("Several names separated by commas."),
    "words": _("Copy them from the resident’s words, a line for each passage. Nothing else can be split off."),
    "units": _("They will neither see nor find nor count it. Several names separated by commas."),
    "people": _("Full names or sign-in names, separated by commas."),
}


def form_for(move: Move) -> type[DeskForm]:
    """A form class with a required field per need of the move, and optional ones for what it takes besides."""
    made = {name: _field(move.name, name, required=True) for name in move.needs}
    made |= {name: _field(move.name, name, required=False) for name in (*move.takes, *EXTRA.get(move.name, ()))}
    return type(f"{move.name.title()}Form", (DeskForm,), made)


def given(form: forms.BaseForm) -> Mapping[str, Any]:
    """What was filled in."""
    return form.cleaned_data


def _field(move: str, name: str, *, required: bool) -> forms.Field:
    make, label = FIELDS[name]
    return make(label=LABELS.get((move, name), label), help_text=HELP.get(name, ""), required=required)
