"""Forms of this room: what is kept or taken of a plan, and what is drawn."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sixia.cases.forms.desk_fields import DeskForm, PlaceField
from sixia.insight.ahead.models import SPANS, WHATS


class TakeForm(forms.Form):
    """Which plan is kept, and the place of it to which a visit is planned, if any."""

    used_by: ClassVar = {"span": "whoever compares later what was suggested with where visits went"}

    span = forms.ChoiceField(choices=SPANS)
    day = forms.DateField()
    place = forms.IntegerField(required=False, min_value=1, max_value=2**62)


class SampleForm(DeskForm):
    """Out of what, where, how many."""

    used_by: ClassVar = {"most": "whoever draws, and whoever draws again from the published seed"}

    what = forms.ChoiceField(label=_("Draw"), choices=WHATS)
    place = PlaceField(label=_("Place"), help_text=_("A village or community; for voices also a town."))
    most = forms.IntegerField(label=_("How many"), min_value=1, max_value=100, initial=10)
