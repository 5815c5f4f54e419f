"""Forms of this room: one per move on an order, made from what its row of the flow table needs. Knows no address."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from sixia.catalog.rules.clocks import TIMES
from sixia.kit.files.kinds import OFFICE
from sixia.kit.flow import Move
from sixia.orders.models import Order
from sixia.people.models import Unit
from sixia.people.queries import units_called
from sixia.ui.files import FilesField
from sixia.ui.forms import SixiaForm

Text = str | Promise


class OrderForm(SixiaForm):
    """A form that knows its order and moment."""

    def __init__(self, *args: Any, order: Order, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order, self.now = order, now
        for field in self.fields.values():
            if isinstance(field, UnitName):
                field.now = now
            elif isinstance(field, Amount):
                field.fit(order)


class UnitName(forms.CharField):
    """A unit by its name or code, with a list to choose from."""

    now: datetime

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, **kwargs)
        self.widget.attrs |= {"list": "unit-names", "autocomplete": "off"}

    def clean(self, value: Any) -> Unit | None:
        """The unit; a name that fits none or several is asked for again."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        found = units_called(text, self.now)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("There is no unit called “%(name)s”. Choose one from the list.") % {"name": text})
        several = {"name": text, "units": "、".join(unit.said for unit in found)}
        raise ValidationError(_("“%(name)s” may be %(units)s. Choose one from the list.") % several)


class Amount(forms.IntegerField):
    """How many more units of the handling limit."""

    def fit(self, order: Order) -> None:
        """Say the bounds in the order's own measure."""
        most, unit = int(order.norms["most_extension"]), order.norms["handle"]["unit"]
        self.widget.attrs |= {"min": 1, "max": most, "class": "short"}
        self.help_text = _("At most %(most)s %(unit)s, counted from the present end.") % {"most": most, "unit": TIMES[unit]}


def _words(rows: int) -> Callable[..., forms.Field]:
    return lambda **kwargs: forms.CharField(widget=forms.Textarea(attrs={"rows": rows}), max_length=4000, **kwargs)


FIELDS: Final[dict[str, tuple[Callable[..., forms.Field], Text]]] = {
    "amount": (Amount, __("How much more time")),
    "proposed": (UnitName, __("Which unit should own it")),
    "to": (UnitName, __("Unit that shall have it")),
    "reason": (_words(3), __("Reason")),
    "report": (_words(5), __("What your unit did")),
    "text": (_words(3), __("What you want to say to the unit")),
}
ORDER: Final = tuple(FIELDS)
LABELS: Final[dict[tuple[str, str], Text]] = {
    ("refuse", "reason"): __("Why it is not yours: rule, duty list or facts"),
    ("ask_extension", "reason"): __("Why it takes longer; the resident reads this"),
    ("send_back", "reason"): __("What must be better"),
}


WITH_FILES: Final = frozenset({"report"})
"""Moves that something can prove."""


def form_for(move: Move) -> type[OrderForm]:
    """A form class with one required field per need of the move."""
    needs = sorted(move.needs, key=ORDER.index)
    made = {name: FIELDS[name][0](label=LABELS.get((move.name, name), FIELDS[name][1])) for name in needs}
    if move.name in WITH_FILES:
        made["attached"] = FilesField(label=__("Evidence (optional)"), allowed=OFFICE)
    return type(f"{move.name.title()}Form", (OrderForm,), made)
