"""Forms of accounts, units, posts, stand-ins and recusals; they check shape, the actions decide."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sixia.people.models import Account, Recusal, Unit
from sixia.people.queries import find_account, find_place
from sixia.people.rules import FUNCTIONS, ROLE_CHOICES
from sixia.places.models import Place
from sixia.ui.forms import DateInput, Downward, PhoneInput, SixiaForm

TOP = _("none: it stands at the top")


def day_start(day: date) -> datetime:
    """Midnight at the beginning of that day, in the installation's time zone."""
    return timezone.make_aware(datetime.combine(day, time.min))


class ColleagueField(forms.CharField):
    """Somebody who works here, by sign-in name or full name."""

    def clean(self, value: Any) -> Any:
        """The one active account that is meant, or None when nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        found = find_account(text)
        if not found:
            raise forms.ValidationError(_("Nobody here has this name. Type the full name or the sign-in name."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several people have this name. Type the sign-in name."))
        return found[0]


class PlaceField(forms.CharField):
    """A place of today, by code or full name."""

    def prepare_value(self, value: Any) -> Any:
        """Its code."""
        return value.code if isinstance(value, Place) else value

    def clean(self, value: Any) -> Any:
        """The one place that is meant."""
        if isinstance(value, Place):
            return value
        text = super().clean(value)
        found = find_place(text, timezone.localdate())
        if not found:
            raise forms.ValidationError(_("There is no place with this code or name."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several places have this name. Type the code."))
        return found[0]


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg] # the stubs make it generic, the class is not
    """A unit that exists today, indented by its place in the tree."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """Its name behind its depth."""
        return f"{'　' * obj.depth}{obj.name}"


class DeskForm(SixiaForm):
    """Base: fills every choice of units."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, UnitField):
                field.queryset = Unit.objects.active(timezone.now()).order_by("path")


class SpanMixin(forms.Form):
    """First and last day; `since` and `until` are the moments they mean."""

    first = forms.DateField(label=_("First day"), required=False, widget=DateInput, help_text=_("Empty: from now on."))
    last = forms.DateField(label=_("Last day"), required=False, widget=DateInput, help_text=_("Empty: until further notice."))

    @property
    def since(self) -> datetime | None:
        """The beginning of the first day; None for now, also when the first day is today."""
        day = self.cleaned_data["first"]
        return None if day is None or day == timezone.localdate() else day_start(day)

    @property
    def until(self) -> datetime | None:
        """The end of the last day."""
        day = self.cleaned_data["last"]
        return day_start(day + timedelta(days=1)) if day else None


class NewPasswordForm(SixiaForm):
    """A password chosen by its owner, typed twice."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "autofocus": True}),
    )
    again = forms.CharField(
        label=_("The same once more"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, account: Account, data: Any = None) -> None:
        super().__init__(data)
        self.account = account
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        """Strong enough, by the installation's validators."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "password" in given and given["password"] != given.get("again"):
            self.add_error("again", _("The two passwords differ. Type the same one twice."))
        return given


class AccountForm(DeskForm):
    """A new account."""

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=64,
        help_text=_("Short and easy to type, such as the staff number."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Name"), max_length=64)
    email = forms.EmailField(label=_("E-mail"), required=False)


class AmendAccountForm(DeskForm):
    """What may be corrected in an account."""

    name = forms.CharField(label=_("Name"), max_length=64)
    email = forms.EmailField(label=_("E-mail"), required=False)


class AppointForm(SpanMixin, DeskForm):
    """A post for somebody."""

    field_order = ("unit", "role", "title", "first", "last")
    unit = UnitField(label=_("Unit"))
    role = forms.ChoiceField(label=_("Role"), choices=[("", ""), *ROLE_CHOICES])
    title = forms.CharField(
        label=_("Title"), max_length=64, required=False, help_text=_("As it stands on the door, if you like.")
    )


class EndPostForm(DeskForm):
    """When a post ends."""

    last = forms.DateField(label=_("Last day"), required=False, widget=DateInput, help_text=_("Empty: it ends now."))

    @property
    def until(self) -> datetime | None:
        """The end of the last day."""
        day = self.cleaned_data["last"]
        return day_start(day + timedelta(days=1)) if day else None


class StandInForm(SpanMixin, DeskForm):
    """Who acts while somebody is away."""

    field_order = ("account", "first", "last", "reason")
    account = ColleagueField(label=_("Stand-in"), help_text=_("Full name or sign-in name."))
    reason = forms.CharField(label=_("Reason"), max_length=200, help_text=_("Such as: annual leave, training, illness."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last"].required = True
        self.fields["last"].help_text = ""


class RecusalForm(SpanMixin, DeskForm):
    """What one keeps out of."""

    field_order = ("kind", "unit", "other", "reason", "first", "last")
    kind = forms.ChoiceField(
        label=_("What it concerns"), choices=[row for row in Recusal.KINDS if row[0] != Recusal.MATTER], widget=Downward
    )
    unit = UnitField(label=_("Unit"), required=False, help_text=_("If it concerns a unit."))
    other = ColleagueField(
        label=_("Colleague or relative"), required=False, help_text=_("If it concerns a person: full name or sign-in name.")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("One sentence; the security administrator and the auditor read it.")
    )

    def what(self) -> dict[str, Any]:
        """`unit` or `other`, as the kind says; what was filled in besides does not count."""
        name = "unit" if self.cleaned_data["kind"] == Recusal.UNIT else "other"
        return {name: self.cleaned_data[name]}


class ReasonForm(DeskForm):
    """One sentence why."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class UnitForm(DeskForm):
    """A unit's name, function, territory and public contact."""

    name = forms.CharField(label=_("Unit name"), max_length=80)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    function = forms.ChoiceField(label=_("Function"), choices=[("", ""), *FUNCTIONS.items()])
    place = PlaceField(label=_("Territory"), help_text=_("Code or name of the place that it answers for."))
    phone = forms.CharField(label=_("Public telephone"), max_length=40, required=False, widget=PhoneInput)
    address = forms.CharField(label=_("Public address"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word = self.initial.get("function")
        if word and word not in FUNCTIONS:
            self.fields["function"].choices += [(word, word)]  # type: ignore[attr-defined] # a jurisdiction's own word stays


class NewUnitForm(UnitForm):
    """A unit to be founded."""

    field_order = ("parent", "code", "name")
    parent = UnitField(label=_("Belongs to"), required=False, empty_label=TOP)
    code = forms.SlugField(label=_("Code"), max_length=32, help_text=_("Small letters, digits, - and _. It never changes."))


class MoveUnitForm(DeskForm):
    """Where a unit belongs from now on."""

    parent = UnitField(label=_("Belongs to"), required=False, empty_label=TOP)
