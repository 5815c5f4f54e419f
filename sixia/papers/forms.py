"""The form with which a unit's own Word template is handed in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.papers.archive import MOST_BYTES
from sixia.papers.rules.kinds import KINDS
from sixia.people.forms import DeskForm, UnitField


class TemplateForm(DeskForm):
    """Whose template it is, for which kind of paper, and the file."""

    unit = UnitField(label=_("Unit"), help_text=_("It also holds for units below that have no template of their own."))
    kind = forms.ChoiceField(label=_("Kind of paper"))
    file = forms.FileField(
        label=_("Word file"),
        help_text=_("A .docx file of at most 1 MB, without macros."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )
    note = forms.CharField(
        label=_("Remark"), max_length=200, required=False, help_text=_("Such as: new name of the office since May")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.code, kind.title) for kind in KINDS.values()]  # type: ignore[attr-defined] # a ChoiceField

    def clean_file(self) -> Any:
        """Not read when it is far too large anyway."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 1 MB. Take large pictures out of it."))
        if not (file.name or "").lower().endswith(".docx"):
            raise forms.ValidationError(_("Only Word documents that end in .docx can be templates, none with macros."))
        return file
