"""Forms: errors are said at the top and at the field, linked, and nothing typed is lost."""

import json

import pytest
from django import forms
from django.test import RequestFactory

from sixia.kit.flow import Refused
from sixia.ui.forms import CodeInput, DateInput, SixiaForm
from sixia.ui.http import invalid_response, refusal_response, refuse

pytestmark = pytest.mark.urls("tests.ui.urls")


class Told(SixiaForm):
    text = forms.CharField(label="事情", widget=forms.Textarea, help_text="写下经过")
    day = forms.DateField(label="哪天", widget=DateInput)
    code = forms.CharField(label="回执", required=False, widget=CodeInput)
    solved = forms.ChoiceField(label="解决了吗", choices=[("y", "解决了"), ("n", "没解决")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="同意公开")
    token = forms.CharField(widget=forms.HiddenInput)


def test_an_empty_form_has_no_errors_and_marks_what_is_required() -> None:
    html = str(Told())
    assert "data-focus" not in html
    assert 'aria-required="true"' in html
    assert html.count("必填") == 3
    assert 'aria-describedby="id_text_helptext"' in html
    assert " required" not in html.replace('aria-required="', "")


def test_errors_stand_in_the_summary_and_beside_the_field_and_are_linked() -> None:
    html = str(Told({"text": "<路灯>", "day": "x", "token": "t"}))
    assert 'role="alert" tabindex="-1" data-focus' in html
    assert '<a href="#id_day">' in html
    assert '<a href="#id_solved_0">' in html
    assert 'id="id_solved_0"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_day_error"' in html
    assert "id_day_error" in html.split('name="day"')[1].split(">")[0]
    assert "&lt;路灯&gt;" in html
    assert "请选择。" in html


def test_an_error_of_a_hidden_field_is_not_lost() -> None:
    html = str(Told({"text": "a", "day": "2026-05-11", "solved": "y", "agree": "on"}))
    assert "data-focus" in html
    assert "请填写这一项。" in html


def test_options_are_labels_with_their_input_inside() -> None:
    html = str(Told(initial={"solved": "n"})["solved"])
    assert html.count("<label") == 2
    assert 'value="n"' in html
    assert html.index("checked") > html.index('value="n"')


def test_a_refusal_goes_to_the_fields_it_names_else_to_the_top() -> None:
    given = {"text": "a", "day": "2026-05-11", "solved": "y", "agree": "on", "token": "t"}
    form = Told(given)
    refuse(form, Refused("missing", "Something is missing", fields=("text",)))
    assert form.errors["text"] == ["请填写这一项。"]
    assert form.non_field_errors() == []
    form = Told(given)
    refuse(form, Refused("missing", "Text and law are missing", fields=("text", "law")))
    assert form.errors["text"] == ["请填写这一项。"]
    assert form.non_field_errors() == ["Text and law are missing"], "what has no field here is said at the top"
    form = Told(given)
    refuse(form, Refused("guard", "外单位不能办这件事"))
    assert form.non_field_errors() == ["外单位不能办这件事"]


@pytest.mark.parametrize(("code", "status"), [("guard", 422), ("missing", 422), ("role", 422), ("stale", 409), ("state", 409)])
def test_a_refusal_shows_the_form_again_with_what_was_typed(code: str, status: int) -> None:
    request = RequestFactory().post("/")
    form = Told({"text": "路灯", "day": "2026-05-11", "solved": "y", "agree": "on", "token": "t"})
    response = refusal_response(request, Refused(code, "不能这样办"), form, "ui/forms/form.html")
    assert response.status_code == status
    assert "不能这样办" in response.content.decode()
    assert "路灯" in response.content.decode()


def test_an_invalid_form_answers_422() -> None:
    assert invalid_response(RequestFactory().post("/"), Told({}), "ui/forms/form.html").status_code == 422
    assert json.loads(Told({}).errors.as_json())["text"][0]["code"] == "required"
