"""How every form looks and fails: one field template, errors that take the focus, nothing typed is lost. Knows no room."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.choices import BaseChoiceIterator
from django.utils.translation import gettext_lazy as _

from sixia.ui import select

OWN_WIDGETS = {
    "django/forms/widgets/radio.html": "ui/forms/options.html",
    "django/forms/widgets/checkbox_select.html": "ui/forms/options.html",
}
NO_REQUIRED = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput)
FILL_IN, CHOOSE, TICK = _("Please fill this in."), _("Please choose."), _("Please tick this.")


class SixiaRenderer(DjangoTemplates):
    """Django's form renderer with Sixia's templates for forms, fields and option groups. Set as FORM_RENDERER."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """A select is put together without a template, everything else by its template."""
        return (
            select.markup(context["widget"])
            if template_name == select.TEMPLATE
            else super().render(template_name, context, request)
        )

    def get_template(self, template_name: str) -> Any:
        """Sixia's own templates come from the project's engine, Django's widgets from Django's."""
        name = OWN_WIDGETS.get(template_name, template_name)
        return get_template(name) if name.startswith("ui/") else super().get_template(name)


class NameField(forms.UUIDField):
    """The name of what a form brings, given by the page that shows it: sent twice, it is taken once.

    See docs/decisions/0009-acts-with-names.md.
    """

    def __init__(self) -> None:
        super().__init__(initial=uuid.uuid4, widget=forms.HiddenInput)


class SixiaMixin:
    """Manners of a form: no colons, the server's sentences instead of the browser's, required said to screen readers."""

    use_required_attribute = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _required(field)
            if field.required and not isinstance(field.widget, NO_REQUIRED) and not field.widget.is_hidden:
                field.widget.attrs.setdefault("aria-required", "true")


def _required(field: forms.Field) -> Any:
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return CHOOSE
    return TICK if isinstance(field, forms.BooleanField) else FILL_IN


class SixiaForm(SixiaMixin, forms.Form):
    """A plain form."""


class SixiaModelForm(SixiaMixin, forms.ModelForm):  # type: ignore[type-arg]
    """A form over a model. It checks; saving is an action's."""


class DateInput(forms.DateInput):
    """A day, by the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "short", **(attrs or {})}, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of day, by the browser's own clock."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "short", **(attrs or {})}, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """A day and time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "short", **(attrs or {})}, format="%Y-%m-%dT%H:%M")


class CodeInput(forms.TextInput):
    """A receipt code: capitals, wide, no corrections by the keyboard."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        own = {"class": "code short", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        super().__init__(attrs={**own, **(attrs or {})})


class PhoneInput(forms.TextInput):
    """A telephone number."""

    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "short", "autocomplete": "tel", "inputmode": "tel", **(attrs or {})})


class Made(BaseChoiceIterator):
    """Choices made only when somebody looks at them, and taken as they are: hundreds need not be put in shape each time.

    `make` gives them as Django keeps them: (value, label), and (group, [(value, label), ...]).
    """

    def __init__(self, make: Callable[[], Iterable[tuple[Any, Any]]]) -> None:
        self.make = make

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        return iter(self.make())


class Downward(forms.RadioSelect):
    """Options one below the other, for long labels."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["down"] = True
        return context
