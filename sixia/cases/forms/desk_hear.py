"""The clerk's form for what somebody says by telephone, at the counter or in a letter. Knows no address."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.cases.flow import AT_ONCE
from sixia.cases.forms.desk_fields import CategoryField, DeskForm, PeopleField, PlaceField, UnitsField
from sixia.cases.models import KINDS, Case, Voice
from sixia.cases.rules import MOST_TEXT, NewVoice, numbered
from sixia.kit.files.kinds import OFFICE
from sixia.ui.files import FilesField
from sixia.ui.forms import PhoneInput

CHANNELS = (("phone", _("Telephone")), ("counter", _("Counter")), ("letter", _("Letter")), ("mail", _("E-mail")))
SOURCE = "desk"


class ChannelSelect(forms.RadioSelect):
    """Radio buttons with Alt and a digit each."""

    def create_option(self, name: str, value: Any, label: Any, selected: Any, index: int, *args: Any, **kwargs: Any) -> Any:
        """The option with its key."""
        option = super().create_option(name, value, label, selected, index, *args, **kwargs)
        option["attrs"] |= {"data-key": f"Alt+{index + 1}", "aria-keyshortcuts": f"Alt+{index + 1}"}
        return option


class HearForm(DeskForm):
    """Telephone first, then the words; everything else may stay empty. An empty category or place takes what was understood."""

    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=PhoneInput({"autocomplete": "off", "autofocus": True, "data-key": "Alt+P"}),
    )
    channel = forms.ChoiceField(label=_("How it came"), choices=CHANNELS, initial="phone", widget=ChannelSelect)
    text = forms.CharField(
        label=_("In the resident’s words"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "data-key": "Alt+T", "aria-keyshortcuts": "Alt+T"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, initial="help", widget=forms.RadioSelect)
    category = CategoryField(label=_("What it is about"), required=False, empty=_("as understood"))
    place = PlaceField(label=_("Place"), required=False)
    place_note = forms.CharField(label=_("Where exactly"), max_length=200, required=False)
    name = forms.CharField(label=_("Name"), max_length=80, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    address = forms.CharField(label=_("Postal address"), max_length=300, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    wants = forms.ChoiceField(label=_("How to tell them"), choices=Voice.WANTS, initial="sms")
    urgent = forms.BooleanField(label=_("Urgent: somebody is in danger or suffers harm"), required=False)
    secret = forms.BooleanField(label=_("Keep secret from the handling unit who it is"), required=False)
    minor = forms.BooleanField(label=_("The person is a minor"), required=False)
    behalf = forms.BooleanField(label=_("Written for somebody who cannot write themselves"), required=False)
    consent = forms.CharField(label=_("How they agreed"), max_length=200, required=False)
    about_units = UnitsField(label=_("Units complained about"), required=False)
    about_people = PeopleField(label=_("Persons complained about"), required=False)
    answer = forms.CharField(
        label=_("Answer given at once"),
        required=False,
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "data-key": "Alt+A", "aria-keyshortcuts": "Alt+A"}),
        help_text=_("Only for inquiries, suggestions and praise. The resident is asked for the verdict."),
    )
    attached = FilesField(label=_("Photos or papers they sent"), allowed=OFFICE)
    into = forms.IntegerField(required=False, widget=forms.HiddenInput)
    token = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """What one field means for another."""
        given: dict[str, Any] = super().clean() or {}
        accused = bool(given.get("about_units") or given.get("about_people"))
        if accused and given.get("kind") not in ("accusation", "complaint"):
            self.add_error("kind", _("Somebody is complained about: choose accusation or complaint."))
        if given.get("answer") and given.get("kind") not in AT_ONCE:
            self.add_error(
                "kind", _("Only inquiries, suggestions and praise can be answered at once. Clear the answer, or change the kind.")
            )
        if given.get("behalf") and not given.get("consent", "").strip():
            self.add_error("consent", _("Note how the person agreed that you write for them."))
        if given.get("into"):
            self._into(given)
        return given

    def _into(self, given: dict[str, Any]) -> None:
        seen = Case.objects.visible_to(self.actor).filter(pk=given["into"]).exists()
        if not seen or given.get("kind") == "accusation":
            given["into"] = None
        elif given.get("answer"):
            self.add_error(
                "answer", _("This joins another case, which has its own answer. Clear the answer, or start a new matter.")
            )

    def voice(self, *, desk: int, category: str, place: int | None) -> NewVoice:
        """The frozen voice for `hear`; `category` and `place` are what was understood where nothing was chosen."""
        given = self.cleaned_data
        chosen = given["place"].pk if given["place"] else place
        new = NewVoice(
            text=given["text"],
            channel=given["channel"],
            desk=desk,
            kind=given["kind"],
            category=given["category"] or category,
            place=chosen,
            place_note=given["place_note"],
            name=given["name"],
            phone=given["phone"],
            email=given["email"],
            address=given["address"],
            wants=given["wants"],
            secret=given["secret"],
            minor=given["minor"],
            urgent=given["urgent"],
            helper=self.actor.account_id if given["behalf"] else None,
            consent=given["consent"],
            source=SOURCE if given["token"] else "",
            into=given["into"],
            files=given["attached"],
            named_units=tuple(unit.pk for unit in given["about_units"]),
            named_accounts=tuple(account.pk for account in given["about_people"]),
        )
        return numbered(new, str(given["token"] or ""))
