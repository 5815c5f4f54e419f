"""Forms in which a system administrator changes one row of the rules. Knows no address and writes nothing."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.clocks import TIMES
from sixia.catalog.rules.rows import BASES, ROLES, UNITS, CategoryRow, DutyRow, NormRow, Row
from sixia.ui.forms import SixiaForm

PARTS = {"lead": _("lead"), "assisting": _("assisting")}
BY = {
    "basic": _("basic duty of the town"),
    "cooperating": _("the town helps with it"),
    "taken_back": _("taken back from the towns"),
    "statutory": _("legal duty"),
}
_TOGETHER = str.maketrans(dict.fromkeys("，,;；\n", "、"))


class WordsField(forms.CharField):
    """Several words separated by commas."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The words in one line."""
        return "、".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """The words, each once."""
        text = str(super().clean(value) or "").translate(_TOGETHER)
        return list(dict.fromkeys(word.strip() for word in text.split("、") if word.strip()))


class RowForm(SixiaForm):
    """The fields of a row that may be changed on screen; `changes` are those that were, as JSON values."""

    NAMES: ClassVar[Sequence[str]] = ()

    def __init__(self, *args: Any, row: Row, book: RuleBook, **kwargs: Any) -> None:
        now = row.plain()
        super().__init__(*args, initial={name: now[name] for name in self.NAMES}, **kwargs)
        self.row, self.now = row, now
        self.offer(book)

    def offer(self, book: RuleBook) -> None:
        """Fill in choices that come from the rules."""

    def changes(self) -> Mapping[str, Any]:
        """What differs from the row as it is."""
        given = {name: self.cleaned_data[name] for name in self.NAMES}
        return {name: value for name, value in given.items() if value != self.now[name]}


class NormForm(RowForm):
    """How long a step may take."""

    NAMES = ("amount", "unit", "extensions", "extension_amount", "four_eyes")

    amount = forms.IntegerField(label=_("How long"), min_value=1, max_value=10_000)
    unit = forms.ChoiceField(label=_("Counted in"), choices=[(unit, TIMES[unit]) for unit in UNITS])
    extensions = forms.IntegerField(label=_("How often it may be extended"), min_value=0, max_value=9)
    extension_amount = forms.IntegerField(label=_("By how much each time at most"), min_value=0, max_value=10_000)
    four_eyes = forms.BooleanField(label=_("A second person must check the answer"), required=False)


class CategoryForm(RowForm):
    """The words by which residents' texts are understood."""

    NAMES = ("synonyms", "keywords")

    synonyms = WordsField(label=_("Other words for it"), help_text=_("Residents are shown these. Separate them by commas."))
    keywords = WordsField(label=_("Words that point to it"), help_text=_("Only used to understand. Separate them by commas."))


class DutyForm(RowForm):
    """Whose duty it is."""

    NAMES = ("function", "role", "basis")

    function = forms.ChoiceField(label=_("Function that must act"))
    role = forms.ChoiceField(label=_("Part"), choices=[(role, PARTS[role]) for role in ROLES])
    basis = forms.ChoiceField(label=_("By which list"), choices=[(basis, BY[basis]) for basis in BASES])

    def offer(self, book: RuleBook) -> None:
        """The functions of the jurisdiction."""
        self.fields["function"].choices = [(term.code, str(term.name)) for term in book.terms("function")]  # type: ignore[attr-defined] # a ChoiceField


FORMS: dict[str, type[RowForm]] = {"category": CategoryForm, "norm": NormForm, "duty": DutyForm}
KINDS: dict[str, type[Row]] = {"category": CategoryRow, "norm": NormRow, "duty": DutyRow}
