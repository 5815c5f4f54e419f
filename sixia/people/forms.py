"""Forms of accounts, units, posts, stand-ins and recusals; they check shape, the actions decide."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext_lazy as _

from sixia.people.models import Account


class NewPasswordForm(forms.Form):
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
