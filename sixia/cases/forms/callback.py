"""Forms around reaching residents: an attempt, a verdict on behalf of their words, a later call. Knows no address."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from sixia.cases.forms.public import VerdictForm
from sixia.cases.models import Contact
from sixia.kit.files.kinds import OFFICE
from sixia.ui.files import FilesField
from sixia.ui.forms import DateTimeInput, SixiaForm

LATEST = timedelta(days=30)


class AttemptForm(SixiaForm):
    """One attempt to reach a resident. Nothing is preselected."""

    used_by: ClassVar = {
        "means": "the call-back clerk: giving up needs attempts by several means",
        "reached": "the rule of when a resident counts as unreachable, and the clock of the first contact",
    }

    means = forms.ChoiceField(label=__("Means of contact"), choices=Contact.MEANS, widget=forms.RadioSelect)
    reached = forms.ChoiceField(
        label=__("Reached?"), choices=(("yes", __("Reached")), ("no", __("Not reached"))), widget=forms.RadioSelect
    )
    note = forms.CharField(label=__("What was said"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    attached = FilesField(label=__("Evidence (optional)"), allowed=OFFICE)

    def given(self) -> dict[str, Any]:
        """What the action takes."""
        found = self.cleaned_data
        reached = found["reached"] == "yes"
        return {"means": found["means"], "reached": reached, "note": found["note"], "files": found["attached"]}


class LaterForm(SixiaForm):
    """When to call again."""

    used_by: ClassVar = {"at": "the queue of call-backs, which shows the resident again at that time"}

    at = forms.DateTimeField(label=__("Call again at"), widget=DateTimeInput, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_at(self) -> datetime:
        """A moment to come, within a month."""
        at: datetime = self.cleaned_data["at"]
        if not self.now < at <= self.now + LATEST:
            raise ValidationError(_("Choose a moment within the next 30 days."))
        return at


class SpokenVerdictForm(VerdictForm):
    """The residents' own form, filled in for them word by word, with how their verdict came. Nothing is preselected."""

    used_by: ClassVar = {"channel": "whoever compares verdicts by the way they came"}

    channel = forms.ChoiceField(
        label=__("How the verdict came"),
        choices=(("phone", __("By telephone")), ("letter", __("On paper, by letter or counter"))),
        widget=forms.RadioSelect,
    )


class GiveUpForm(SixiaForm):
    """Nothing to fill in: it carries the refusal back to where the button stands."""
