"""Forms of petitions: one per move, the register, the intake, service. Knows no address."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import DeskForm, PeopleField, PlaceField, UnitField, UnitsField
from sixia.petitions.rules import ACCUSATION, CLASSES, GROUNDS, MANNERS, MEANS, OUTCOMES, REVIEW_OUTCOMES
from sixia.petitions.rules.documents import PARTS
from sixia.ui.forms import DateInput, DateTimeInput, SixiaForm

HERE: Final = tuple(pair for pair in CLASSES if pair[0] != ACCUSATION)
INTAKE: Final = (
    ("letter", _("Letter")),
    ("counter", _("Visit to the office")),
    ("phone", _("Telephone")),
    ("web", _("Web page")),
)


def _words(label: Any, rows: int = 3, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, widget=area, max_length=12_000, help_text=help_text)


def _line(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=200, help_text=help_text)


def _choose(label: Any, options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=options, widget=forms.RadioSelect)


class ReasonForm(DeskForm):
    """A reason, and nothing else."""

    reason = _words(_("Reason"))


class NothingForm(DeskForm):
    """Nothing to fill in."""


class ClassifyForm(DeskForm):
    """The class of the matter."""

    matter = _choose(_("By which procedure does it go?"), HERE)


class FactsForm(DeskForm):
    """New facts."""

    facts = _words(_("What is new"), 4, help_text=_("In the petitioner’s words: what the earlier petition did not know."))


class SendForm(DeskForm):
    """To whom, and how."""

    manner = _choose(_("How"), MANNERS)
    unit = UnitField(label=_("Unit in charge"))


class DecideForm(DeskForm):
    """All parts that the law asks of a written opinion."""

    facts = _words(_("Facts and reasons"), 6, help_text=_("What was looked into, what was found, on what evidence."))
    outcome = _choose(_("Outcome"), OUTCOMES)
    opinion = _words(_("Opinion"), 4, help_text=_("What is done, by whom, until when."))
    basis = _words(_("Legal basis"), 2, help_text=_("Name law or policy with article."))
    remedies = _words(_("Remedies"), 2)
    report = _words(_("Result for the petition office"), 2, required=False, help_text=_("Needed where it was assigned."))


class ReviewForm(DeskForm):
    """All parts of a review opinion."""

    facts = _words(_("Facts and reasons"), 6)
    outcome = _choose(_("Outcome"), REVIEW_OUTCOMES)
    opinion = _words(_("Opinion"), 4)
    basis = _words(_("Legal basis"), 2)
    remedies = _words(_("Remedies"), 2)


class RereviewForm(ReviewForm):
    """All parts of the final opinion."""

    outcome = _choose(_("Outcome"), REVIEW_OUTCOMES[:2])
    remedies = None  # type: ignore[assignment] # Django takes a field of the parent away like this
    help_note = _words(_("Explanation and help that go on"), 2)


class AnswerForm(DeskForm):
    """The answer to a suggestion."""

    text = _words(_("Answer"), 6, help_text=_("What is adopted, what not, and why."))


class ExtendForm(DeskForm):
    """How many days, and why."""

    days = forms.IntegerField(label=_("Days added"), min_value=1, max_value=365)
    reason = _words(_("Reason that the petitioner is told"))


class HearingForm(DeskForm):
    """Where the hearing is held."""

    place = _line(_("Time and place"))


class RecordForm(DeskForm):
    """The record of a hearing."""

    held_on = forms.DateField(label=_("Held on"), widget=DateInput)
    chair = _line(PARTS["chair"])
    members = _line(PARTS["members"])
    parties = _line(PARTS["parties"])
    record = _words(PARTS["record"], 8)
    conclusion = _words(PARTS["conclusion"], 3)


class AgreeForm(DeskForm):
    """The terms of an agreement."""

    parties = _line(PARTS["parties"])
    facts = _words(PARTS["facts"], 3)
    terms = _words(PARTS["terms"], 5)
    perform_by = forms.DateField(label=_("To be performed by"), widget=DateInput)
    mediator = _line(PARTS["mediator"])


class _WhyForm(DeskForm):
    reasons = _words(_("Reasons"), 4)
    basis = _words(_("Legal basis"), 2)
    remedies = _words(_("What the petitioner can do against it"), 2)


class RedirectForm(_WhyForm):
    """Which lawful ways, and why."""

    ways = forms.MultipleChoiceField(label=_("Lawful ways"), widget=forms.CheckboxSelectMultiple)
    field_order = ("ways", "reasons", "basis", "remedies")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.book.redirects() if self.book else ()
        field = self.fields["ways"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(row.code, str(row.name)) for row in rows]


class RefuseForm(_WhyForm):
    """Why it is not accepted."""

    ground = _choose(_("Ground for not accepting"), GROUNDS)
    help_note = _words(_("Explanation and help that go on"), 2)
    field_order = ("ground", "reasons", "basis", "remedies", "help_note")


class SealForm(ReasonForm):
    """Who is complained about."""

    units = UnitsField(label=_("Units complained about"), required=False)
    people = PeopleField(label=_("Persons complained about"), required=False)


class UrgeForm(DeskForm):
    """What the unit is told."""

    text = _words(_("Words to the unit"))


class ServeForm(DeskForm):
    """When and how a document reached the petitioner."""

    at = forms.DateTimeField(label=_("Served on"), widget=DateTimeInput)
    means = _choose(_("By which means"), MEANS)
    received_by = _line(_("Received by"), help_text=_("Whoever signed, or where it was published or sent."))
    note = _line(_("Consent or remark"), required=False, help_text=_("For electronic service: when and how consent was given."))


class RegisterForm(DeskForm):
    """What the register needs beside the voice."""

    request = _words(_("Request in a sentence"), 2, help_text=_("As the documents will say it."))
    matter = forms.ChoiceField(label=_("Procedure"), choices=[("", _("decide later")), *HERE], required=False)
    earlier = forms.ChoiceField(label=_("Repeats which petition"), required=False)
    id_number = _line(_("Identity number"), required=False, help_text=_("Only if needed; kept sealed, finds earlier petitions."))
    reason = _words(_("Why it goes on as a petition"), 2, required=False, help_text=_("The resident reads this."))

    def __init__(self, *args: Any, earlier: Any = (), moved: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["earlier"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("none")), *earlier]
        if not moved:
            del self.fields["reason"]
        if not earlier:
            del self.fields["earlier"]


class TakeForm(DeskForm):
    """A petition handed in by letter, visit or telephone."""

    channel = _choose(_("How it came"), INTAKE)
    text = _words(_("The petitioner’s words"), 6, help_text=_("Faithfully, also what is said only by mouth (Art. 19)."))
    request = _words(_("Request in a sentence"), 2, help_text=_("As the documents will say it."))
    name = _line(_("Name"), required=False)
    phone = _line(_("Telephone"), required=False)
    address = _line(_("Address"), required=False)
    place = PlaceField(label=_("Place of the matter"), required=False)
    matter = forms.ChoiceField(label=_("Procedure"), choices=[("", _("decide later")), *HERE], required=False)
    id_number = _line(_("Identity number"), required=False, help_text=_("Only if needed; kept sealed, finds earlier petitions."))
    number = forms.CharField(widget=forms.HiddenInput, max_length=40)


class AskForm(SixiaForm):
    """A resident asks for a review, or says that an agreement was not kept."""

    reason = _words(_("Why"), 4, help_text=_("In your own words. You may repeat what was not looked at."))


FORMS: Final[dict[str, type[DeskForm]]] = {
    "classify": ClassifyForm,
    "send": SendForm,
    "tell_new_facts": FactsForm,
    "object": ReasonForm,
    "uphold": ReasonForm,
    "dismiss": ReasonForm,
    "accept": NothingForm,
    "decide": DecideForm,
    "answer": AnswerForm,
    "extend": ExtendForm,
    "open_hearing": HearingForm,
    "record_hearing": RecordForm,
    "agree": AgreeForm,
    "perform": NothingForm,
    "break": ReasonForm,
    "ask_review": ReasonForm,
    "ask_rereview": ReasonForm,
    "review": ReviewForm,
    "rereview": RereviewForm,
    "redirect": RedirectForm,
    "refuse": RefuseForm,
    "seal": SealForm,
    "move": ReasonForm,
    "urge": UrgeForm,
    "reclaim": ReasonForm,
}
