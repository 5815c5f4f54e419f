"""Forms of the residents' pages: saying it, tracking, adding, withdrawing, judging. They check kindly; actions check finally."""

import math
from collections.abc import Callable, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sixia.cases.rules import MOST_TEXT, Judgement, clean, read_receipt
from sixia.catalog.rules.book import RuleBook
from sixia.kit.masking import normal_phone
from sixia.ui.files import FilesField
from sixia.ui.forms import CodeInput, Downward, Made, PhoneInput, SixiaForm

Label = str | Promise

KINDS: Final[list[tuple[str, Label]]] = [
    ("help", _("Help: something needs to be done")),
    ("complaint", _("Complaint: something went wrong")),
    ("inquiry", _("Inquiry: I want to know something")),
    ("suggestion", _("Suggestion: it could be better")),
    ("accusation", _("Report of wrongdoing: bribery, abuse of office")),
    ("praise", _("Praise: somebody did well")),
]
WANTS: Final[list[tuple[str, Label]]] = [
    ("sms", _("Text message")),
    ("phone", _("Telephone call")),
    ("mail", _("E-mail")),
    ("none", _("Do not contact me: I will look myself")),
]
NEW: Final = ("", _("No, mine is another matter"))


class WordsField(forms.CharField):
    """A resident's own words: control characters dropped, never cut, at most `most` characters."""

    def __init__(self, *, most: int, rows: int = 6, **kwargs: Any) -> None:
        attrs = {"rows": rows, "data-most": most, **kwargs.pop("attrs", {})}
        super().__init__(strip=False, widget=forms.Textarea(attrs=attrs), **kwargs)
        self.most = most

    def to_python(self, value: Any) -> str:
        """The words as they would be kept."""
        return clean(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        """Too long is said with the number, so that nothing is cut unseen."""
        super().validate(value)
        if len(value) > self.most:
            sentence = _("This has %(have)d characters; the most is %(most)d. Shorten it, or hand in the rest on paper.")
            raise forms.ValidationError(sentence, params={"have": len(value), "most": self.most})


class LineField(forms.CharField):
    """One line that is kept as typed, without control characters, at most `most` characters."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(required=kwargs.pop("required", False), **kwargs)
        self.most = most

    def to_python(self, value: Any) -> str:
        """On one line."""
        return " ".join(clean(super().to_python(value) or "").split())

    def validate(self, value: Any) -> None:
        """Said, not cut."""
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(_("At most %(most)d characters, please."), params={"most": self.most})


class AskedField(forms.ChoiceField):
    """A choice out of very many: whether it is one of them is asked, not looked for in the list."""

    known: Callable[[str], bool]

    def valid_value(self, value: Any) -> bool:
        """Whether it can be chosen."""
        return self.known(str(value))


class _Once(SixiaForm):
    """A form that carries its own number, so that sending it twice is telling it once."""

    number = forms.CharField(required=False, widget=forms.HiddenInput)
    calm = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["number"] = self.initial.get("number") or uuid4()

    @property
    def once(self) -> UUID:
        """The number of this form; a new one where what came back was no number."""
        came = self.cleaned_data.get("number") if hasattr(self, "cleaned_data") else None
        try:
            return UUID(str(came or self.initial["number"]))
        except ValueError:
            return UUID(str(self.initial["number"]))


class SayForm(_Once):
    """The one box."""

    text = WordsField(
        most=MOST_TEXT,
        rows=7,
        label=_("Write what happened, where and when"),
        error_messages={"required": _("Write what is the matter.")},
    )

    into = forms.CharField(required=False, widget=forms.HiddenInput)


class DetailsForm(_Once):
    """The second page: everything that was guessed, to be corrected, and everything that is optional."""

    text = WordsField(
        most=MOST_TEXT, rows=5, label=_("What you want to say"), error_messages={"required": _("Write what is the matter.")}
    )
    kind = forms.ChoiceField(label=_("What kind of concern is it?"), choices=KINDS, widget=Downward)
    category = forms.ChoiceField(label=_("What is it about?"), required=False)
    place = AskedField(label=_("Town and village"), required=False)
    place_note = LineField(
        most=200, label=_("Where exactly? (optional)"), help_text=_("House, crossing, shop name: how to find it")
    )
    spot = forms.CharField(required=False, widget=forms.HiddenInput)
    into = forms.ChoiceField(label=_("Is it one of these?"), required=False, widget=Downward)
    name = LineField(most=80, label=_("Name"))
    phone = LineField(most=40, label=_("Telephone"), widget=PhoneInput)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=200)
    wants = forms.ChoiceField(label=_("How shall we tell you?"), choices=WANTS, required=False, widget=forms.RadioSelect)
    secret = forms.BooleanField(
        label=_("Keep my identity secret"),
        required=False,
        help_text=_("Only the desk that takes it and the call-back clerk can see who you are, not the unit that handles it."),
    )
    urgent = forms.BooleanField(label=_("Somebody may get hurt: it cannot wait"), required=False)
    minor = forms.BooleanField(
        label=_("I am under 18"),
        required=False,
        help_text=_("It is then kept off the public list, and we are careful about whom we call."),
    )
    for_other = forms.BooleanField(label=_("I write this for somebody else"), required=False)
    consent = LineField(
        most=200,
        label=_("Who are they to you, and how did they agree?"),
        help_text=_("For example: my mother; she asked me to, 11 May"),
    )
    attached = FilesField()
    about_unit = forms.ChoiceField(label=_("Which unit is it about?"), required=False)
    about_unit2 = forms.ChoiceField(label=_("And another unit, if any"), required=False)
    about_who = LineField(
        most=200, label=_("Who is it about, in your words?"), help_text=_("Name, position, where they work: as far as you know")
    )

    desks: Callable[[], Sequence[Any]]
    """The units that hear residents, read at most once for this form; set by whoever makes it."""
    place_at: Callable[[str], Any]
    """The place of a choice, or None where it cannot be chosen, read at most once for this form; set by whoever makes it."""

    def __init__(
        self,
        *args: Any,
        categories: Sequence[Any],
        places: Callable[[], Sequence[Any]],
        units: Callable[[], Sequence[tuple[str, str]]],
        same: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        """`places` are asked only when the page is shown, `units` also when one of them was chosen."""
        super().__init__(*args, **kwargs)
        choose: Any = self.fields
        about = Made(lambda: [("", _("No unit, or not in the list")), *units()])
        choose["category"].choices = Made(lambda: [("", _("I do not know: you choose")), *categories])
        choose["place"].choices = Made(lambda: [("", _("I do not know")), *places()])
        choose["place"].known = lambda value: self.place_at(value) is not None
        choose["about_unit"].choices = choose["about_unit2"].choices = about
        self.offer(same)

    def offer(self, same: Sequence[tuple[str, str]]) -> None:
        """The cases that may be the same, to choose from."""
        choose: Any = self.fields
        choose["into"].choices = [*same, NEW]

    def clean_phone(self) -> str:
        """A number that can be called."""
        phone: str = self.cleaned_data["phone"]
        if phone and normal_phone(phone) is None:
            raise forms.ValidationError(_("This is not a whole telephone number. Check it, or leave it empty."))
        return phone

    def clean_spot(self) -> tuple[float, float] | None:
        """The spot on the map in degrees; anything else is said, not guessed."""
        raw = self.cleaned_data["spot"].strip()
        if not raw:
            return None
        parts = raw.split(",")
        try:
            lat, lon = (float(part) for part in parts)
        except ValueError:
            lat = lon = math.nan
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise forms.ValidationError(_("The spot on the map cannot be read. Click the map again, or choose from the list."))
        return round(lat, 6), round(lon, 6)

    def clean(self) -> dict[str, Any]:
        """What belongs together."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("for_other") and not given.get("consent"):
            self.add_error("consent", _("Say for whom you write and how they agreed."))
        wants = given.get("wants", "")
        if wants in ("sms", "phone") and not given.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("To be told this way, leave a telephone number."))
        if wants == "mail" and not given.get("email") and "email" not in self.errors:
            self.add_error("email", _("To be told this way, leave an e-mail address."))
        if given.get("kind") == "accusation" and given.get("into"):
            self.add_error(
                "into", _("A report of wrongdoing is kept apart and joins no other matter. Choose the last answer here.")
            )
        if not wants:
            given["wants"] = "sms" if given.get("phone") else "mail" if given.get("email") else "none"
        return given


class HelperForm(DetailsForm):
    """The same page for a grid worker who writes for a resident: whose words they are, and how they agreed."""

    text = WordsField(most=MOST_TEXT, rows=6, label=_("Their words"), error_messages={"required": _("Write what is the matter.")})
    address = LineField(most=300, label=_("Postal address, for a letter"))
    consent = LineField(
        most=200,
        required=True,
        label=_("How did they agree that you write for them?"),
        help_text=_("For example: read aloud to them at home, they nodded, 11 May"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["for_other"]
        choose: Any = self.fields
        choose["wants"].choices = [*WANTS[:3], ("paper", _("Letter")), ("none", _("Through me: I will tell them"))]


class TrackForm(SixiaForm):
    """Receipt and passcode. What is wrong is never told apart."""

    code = forms.CharField(
        label=_("Receipt code"), widget=CodeInput(attrs={"placeholder": "SX"}), help_text=_("On your receipt or in our message")
    )
    passcode = forms.CharField(
        label=_("Passcode"),
        widget=forms.TextInput(attrs={"class": "code short", "inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Six digits, shown once with the receipt"),
    )

    def receipt(self) -> str | None:
        """The code as it is kept; None when nobody can have been given it."""
        return read_receipt(self.cleaned_data["code"][:60])

    def digits(self) -> str:
        """The six digits, however they were typed."""
        return "".join(str(int(c)) for c in self.cleaned_data["passcode"][:40] if c.isdecimal())


class AddForm(SixiaForm):
    """A resident adds or replies."""

    text = WordsField(
        most=4000,
        rows=3,
        required=False,
        label=_("What you want to add"),
    )
    attached = FilesField()

    def clean(self) -> dict[str, Any]:
        """Words or files: a picture alone says something too."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "text" in given and not given["text"]:
            if given.get("attached"):
                given["text"] = gettext("See what is attached.")
            elif "attached" not in self.errors:
                self.add_error("text", _("Write what you want to add."))
        return given


class WithdrawForm(SixiaForm):
    """A resident takes it back."""

    reason = WordsField(
        most=500, rows=2, label=_("Why do you take it back?"), error_messages={"required": _("A few words are enough.")}
    )


SOLVED: Final = [("yes", _("Solved")), ("partly", _("Partly solved")), ("no", _("Not solved"))]
SATISFIED: Final = [
    ("5", _("Very satisfied")),
    ("4", _("Satisfied")),
    ("3", _("Fairly satisfied")),
    ("2", _("Dissatisfied")),
    ("1", _("Very dissatisfied")),
]
DECENT: Final = [("yes", _("Yes")), ("no", _("No"))]
NOBODY: Final = ("none", _("Nobody was in touch with me"))
AGREE: Final = [("yes", _("Yes, close it")), ("no", _("No, go on with it"))]


class VerdictForm(SixiaForm):
    """Four plain questions on one screen, in the words of the rules the case goes by; nothing is preselected."""

    solved = forms.ChoiceField(label=_("Is the matter solved?"), choices=SOLVED, widget=forms.RadioSelect)
    satisfied = forms.ChoiceField(label=_("Are you satisfied?"), choices=SATISFIED, widget=forms.RadioSelect)
    decent = forms.ChoiceField(
        label=_("Were you treated politely and patiently?"), choices=[*DECENT, NOBODY], widget=forms.RadioSelect
    )
    agree = forms.ChoiceField(label=_("Do you agree to close the matter?"), choices=AGREE, widget=forms.RadioSelect)
    comment = WordsField(most=2000, rows=2, required=False, label=_("Anything else? (optional)"))

    def __init__(self, *args: Any, book: RuleBook | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {"close": "agree", "words": "comment"}
        fields: dict[str, Any] = self.fields
        for row in book.questions() if book else ():
            field = fields.get(names.get(row.code, row.code))
            if field is None:
                continue
            field.label = str(row.text) or field.label
            offered = [(one.value, str(one.name)) for one in row.options]
            own = {value for value, _label in field.choices} if hasattr(field, "choices") else set()
            if offered and {value for value, _label in offered} == own - {"none"}:
                field.choices = [*offered, NOBODY] if row.code == "decent" else offered

    def judgement(self) -> Judgement:
        """The four answers as the rules know them."""
        given = self.cleaned_data
        decent = {"yes": True, "no": False}.get(given["decent"])
        return Judgement(
            solved=given["solved"],
            satisfied=int(given["satisfied"]),
            decent=decent,
            agree=given["agree"] == "yes",
            comment=given["comment"],
        )
