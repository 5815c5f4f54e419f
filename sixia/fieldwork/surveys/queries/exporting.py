"""Filled forms as a table for a file: a line per form, or per time of a repeat, with labels or codes; never what is personal."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from sixia.fieldwork.surveys.models import Form, Submission, Survey
from sixia.fieldwork.surveys.rules import definition as d
from sixia.fieldwork.surveys.rules.answering import plain


def repeats(form: Form) -> list[d.Node]:
    """The repeats of a form, each a table of its own."""
    return [node for node, _repeat in form.questions.walk() if node["kind"] == d.REPEAT]


def table(survey: Survey, form: Form, *, repeat: str, codes: bool, language: str) -> tuple[list[str], Iterator[list[Any]]]:
    """(heads, lines). With `repeat` a line per time of it, else a line per filled form."""
    nodes = [node for node, within in form.questions.walk() if within == repeat and _told(node)]
    heads = [_("Number"), _("Received"), _("How it came"), _("State"), *([_("No. in the form")] if repeat else [])]
    heads += [node["name"] if codes else d.said(node.get("label"), language) or node["name"] for node in nodes]
    return heads, _lines(survey, form, nodes, repeat, codes, language)


def _told(node: d.Node) -> bool:
    return node["kind"] in (*d.ASKED, d.CALCULATE) and not node.get("personal")


def _lines(survey: Survey, form: Form, nodes: list[d.Node], repeat: str, codes: bool, language: str) -> Iterator[list[Any]]:
    rows = Submission.objects.filter(survey=survey).counting().defer("sealed")
    labels = {} if codes else {node["name"]: _labels(form, node, language) for node in nodes}
    for row in rows.order_by("pk").iterator(500):
        head = [row.pk, row.received_at, row.way if codes else row.get_way_display(), row.state if codes else row.state_label]
        times = list(enumerate(row.answers.get(repeat) or [], 1)) if repeat else [(0, row.answers)]
        for number, answers in times:
            cells = [_cell(answers.get(node["name"]), labels.get(node["name"], {})) for node in nodes]
            yield [*head, *([number] if repeat else []), *cells]


def _labels(form: Form, node: d.Node, language: str) -> dict[str, str]:
    return {choice["name"]: d.said(choice["label"], language) for choice in form.questions.choices(node)}


def _cell(value: Any, labels: dict[str, str]) -> Any:
    if isinstance(value, int | float):
        return value
    if labels and value:
        return "；".join(labels.get(one, str(one)) for one in (value if isinstance(value, list) else [value]))
    return plain(value)
