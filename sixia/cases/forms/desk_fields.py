"""Fields in which officials type a name and get the thing: units, people, places, cases. Knows no address."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sixia.cases.models import Case, Voice
from sixia.cases.queries import names
from sixia.cases.rules import title_of
from sixia.catalog.rules.book import RuleBook
from sixia.kit.masking import mask
from sixia.people.actors import Actor
from sixia.people.models import Account, Unit
from sixia.places.models import Place
from sixia.ui.forms import SixiaForm


class DeskForm(SixiaForm):
    """A form that knows who fills it in, when, and by which rules, so that its fields can look names up."""

    def __init__(
        self, *args: Any, actor: Actor, now: datetime, book: RuleBook | None = None, under: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.now, self.book = actor, now, book
        for field in self.fields.values():
            if isinstance(field, Known):
                field.actor, field.now, field.under = actor, now, under
            elif isinstance(field, CategoryField) and book is not None:
                field.fill(book)


class Known(forms.CharField):
    """A name typed by hand, with a list to choose from; subclasses say what it stands for."""

    actor: Actor
    now: datetime
    under = ""
    options = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=400, **kwargs)
        if self.options:
            self.widget.attrs |= {"list": self.options, "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        """The thing, or None when nothing was typed."""
        text = str(super().clean(value) or "").strip()
        return self.named(text) if text else self.nothing()

    def nothing(self) -> Any:
        """What an empty field means."""
        return None

    def named(self, text: str) -> Any:
        """What the text means; raises ValidationError."""
        raise NotImplementedError


class UnitField(Known):
    """One unit, by its name or code."""

    options = "unit-names"

    def named(self, text: str) -> Unit:
        """The unit."""
        return one_unit(text, self.now)

    def prepare_value(self, value: Any) -> Any:
        """A unit given as initial value shows its name."""
        return value.name if isinstance(value, Unit) else value


class UnitsField(Known):
    """Several units, their names separated by commas."""

    options = "unit-names"

    def nothing(self) -> tuple[Unit, ...]:
        """No unit."""
        return ()

    def named(self, text: str) -> tuple[Unit, ...]:
        """The units, each once."""
        return tuple({unit.pk: unit for unit in (one_unit(part, self.now) for part in names.parts(text))}.values())

    def prepare_value(self, value: Any) -> Any:
        """Units given as initial value show their names."""
        return "、".join(unit.said for unit in value) if isinstance(value, list | tuple) else value


class PeopleField(Known):
    """Several officials, by name or sign-in name."""

    def nothing(self) -> tuple[Account, ...]:
        """Nobody."""
        return ()

    def named(self, text: str) -> tuple[Account, ...]:
        """The accounts; a name that several share is asked for again."""
        found = []
        for part in names.parts(text):
            rows = names.people(part)
            if not rows:
                raise ValidationError(gettext("Nobody here is called “%(name)s”. Name the unit instead.") % {"name": part})
            if len(rows) > 1:
                raise ValidationError(gettext("Several people are called “%(name)s”: give the sign-in name.") % {"name": part})
            found.append(rows[0])
        return tuple(found)


class PlaceField(Known):
    """One place, by its name or address within the desk's territory."""

    options = "place-names"

    def named(self, text: str) -> Place:
        """The place."""
        found = names.place(text, self.under, timezone.localdate(self.now))
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(
                gettext("There is no place called “%(name)s” here. Write the town and the village.") % {"name": text}
            )
        raise ValidationError(
            gettext("“%(name)s” may be %(places)s. Write the town as well.")
            % {"name": text, "places": "、".join(str(row) for row in found)}
        )

    def prepare_value(self, value: Any) -> Any:
        """A place given as initial value shows its name."""
        return value.name if isinstance(value, Place) else value


class VoicesField(forms.TypedMultipleChoiceField):
    """Which of the case's residents; all of them to begin with."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, widget=forms.CheckboxSelectMultiple, **{**kwargs, "required": True})

    def fill(self, voices: Sequence[Voice]) -> None:
        """Offer these, by receipt and first words."""
        self.choices = [(voice.pk, f"{voice.receipt} · {title_of(mask(voice.text), 30)}") for voice in voices]
        self.initial = [voice.pk for voice in voices]


def address(form: forms.BaseForm, voices: Sequence[Voice]) -> None:
    """Let a form that asks residents something say who reads it: the only one there is, or those chosen."""
    field = form.fields.get("voices")
    if isinstance(field, VoicesField) and len(voices) > 1:
        field.fill(voices)
    elif isinstance(field, VoicesField):
        del form.fields["voices"]
        receipt = "".join(voice.receipt for voice in voices)
        form.fields["text"].help_text = gettext("Only this resident reads it: receipt %(receipt)s.") % {"receipt": receipt}


class CaseField(Known):
    """One case, by its number or the receipt of one of its voices."""

    def named(self, text: str) -> Case:
        """The case, if the reader may see it."""
        found = names.case(text, self.actor)
        if found is None:
            raise ValidationError(gettext("No case is found by “%(name)s”. Check the number or the receipt.") % {"name": text})
        return found


class VoiceField(Known):
    """One voice, by its receipt."""

    def named(self, text: str) -> Voice:
        """The voice, if the reader may see it."""
        found = names.voice(text, self.actor)
        if found is None:
            raise ValidationError(gettext("There is no voice with the receipt “%(name)s” here.") % {"name": text})
        return found

    def prepare_value(self, value: Any) -> Any:
        """A voice given as initial value shows its receipt."""
        return value.receipt if isinstance(value, Voice) else value


class CategoryField(forms.ChoiceField):
    """A category of the rules in force for the case."""

    def __init__(self, *, empty: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.empty = empty or _("as it is")

    def fill(self, book: RuleBook) -> None:
        """Offer the book's categories, those of the second level under the first."""
        self.choices = category_choices(book, "" if self.required else self.empty)


def category_choices(book: RuleBook, empty: Any = "") -> list[Any]:
    """Categories for a select: the first level as groups, what lies below as their lines."""
    choices: list[Any] = [("", empty)]
    for top in book.children():
        below = [row for row in book.categories() if row.path.startswith(top.path)]
        lines = [(row.code, "　" * max(row.depth - 2, 0) + str(row.name)) for row in below]
        choices.append((str(top.name), lines))
    return choices


def one_unit(text: str, now: datetime) -> Unit:
    """The one active unit meant; raises ValidationError."""
    found = names.units(text, now)
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(gettext("There is no unit called “%(name)s”. Choose one from the list.") % {"name": text})
    raise ValidationError(
        gettext("“%(name)s” may be %(units)s. Choose one from the list.")
        % {"name": text, "units": "、".join(unit.said for unit in found)}
    )
