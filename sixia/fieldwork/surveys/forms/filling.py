"""A survey form in hand on a page: what was typed, its pictures, its language, and the page again where something is missing."""

import uuid
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from sixia.fieldwork.surveys.actions import Unfit
from sixia.fieldwork.surveys.forms import paging
from sixia.fieldwork.surveys.models import Form
from sixia.fieldwork.surveys.rules import definition as d
from sixia.kit.chain import canonical
from sixia.kit.files import kinds, store
from sixia.kit.flow import Refused

HELD: Final = "t-"
"""Before the name of a question: the ticket of a picture that was accepted while the rest was not."""


class _Filler:
    ref = "form"


class Filling:
    """One form on one page. `given()` is what the action takes; `context()` what the template shows."""

    def __init__(self, request: HttpRequest, form: Form, now: datetime, answers: dict[str, Any] | None = None) -> None:
        self.request, self.form, self.now = request, form, now
        self.questions = form.questions
        self.posted = request.method == "POST"
        self.faults: dict[str, str] = {}
        self.refusal = ""
        self.pictures: dict[str, tuple[str, str]] = {}
        self.language = self._language()
        self.answers = self._read() if self.posted else (answers or {})

    @property
    def only_more(self) -> bool:
        """Whether one time more of a repeat is wanted, and nothing else."""
        return bool(self.request.POST.get("more"))

    def _language(self) -> str:
        languages = self.questions.languages
        asked = self.request.POST.get("lang") or self.request.GET.get("lang", "")
        if asked.isdigit() and int(asked) < len(languages):
            return languages[int(asked)]
        return d.language_for(languages, get_language() or "zh-hans")

    def _read(self) -> dict[str, Any]:
        answers = paging.read(self.questions, self.request.POST)
        for node, _repeat in self.questions.walk():
            if node["kind"] == d.IMAGE:
                self._picture(node["name"], answers)
            elif node["kind"] in d.META:
                answers[node["name"]] = self._meta(node["kind"])
        return answers

    def _meta(self, kind: str) -> str:
        local = timezone.localtime(self.now)
        if kind == "today":
            return local.date().isoformat()
        begun = self.request.POST.get("begun", "")[:40] if kind == "start" else ""
        return begun or local.isoformat(timespec="seconds")

    def _picture(self, name: str, answers: dict[str, Any]) -> None:
        upload, kept = self.request.FILES.get(paging.PREFIX + name), store.held([self.request.POST.get(HELD + name, "")])
        try:
            row = (
                store.hold(upload.read(), name=str(upload.name)[-255:], allowed=kinds.PICTURES, by=_Filler(), now=self.now)
                if upload
                else None
            )
        except Refused as refused:
            self.faults[name] = str(refused)
            return
        row = row or (kept[0] if kept else None)
        if row is not None:
            answers[name] = row.name
            self.pictures[name] = (row.name, row.ticket)

    def client(self) -> UUID:
        """The name of this filling: the page's own, with what it says: the same sent twice is one, corrected it is another."""
        try:
            own = UUID(self.request.POST.get("client", ""))
        except ValueError:
            own = uuid.uuid4()
        plain = {name: value for name, value in self.answers.items() if self.questions.by_name[name]["kind"] not in d.META}
        return uuid.uuid5(own, canonical(plain))

    def given(self) -> dict[str, Any]:
        """What `actions.submit` takes. Raises Unfit where a picture was refused."""
        if self.faults:
            raise Unfit(self.faults)
        attachments = list(self.pictures.values())
        return {"client": self.client(), "answers": self.answers, "attachments": attachments, "language": self.language}

    def refuse(self, refused: Refused) -> None:
        """Keep what was wrong for the page."""
        self.refusal = str(refused)
        if isinstance(refused, Unfit):
            self.faults |= refused.faults

    def context(self) -> dict[str, Any]:
        """What the template shows."""
        languages = self.questions.languages
        more = self.request.POST.get("more", "")
        return {
            "form_version": self.form,
            "definition": self.form.definition,
            "parts": paging.parts_of(self.questions, self.answers, self.faults, self.language, more),
            "faults": self._listed(),
            "refusal": self.refusal,
            "pictures": self.pictures,
            "language": self.language,
            "languages": [(number, name.partition(" (")[0]) for number, name in enumerate(languages) if name]
            if len(languages) > 1
            else [],
            "tongue": languages.index(self.language) if self.language in languages else 0,
            "client": self.request.POST.get("client") or uuid.uuid4(),
            "begun": self.request.POST.get("begun") or timezone.localtime(self.now).isoformat(timespec="seconds"),
        }

    def _listed(self) -> list[tuple[str, str, str]]:
        """(id of the field, its question, what is wrong), in the order of the form."""
        found = []
        for place, wrong in self.faults.items():
            node = self.questions.by_name[place.rpartition(".")[2]]
            first = "-0" if node["kind"] in d.CHOOSING and len(self.questions.choices(node)) <= paging.LONG_LIST else ""
            found.append((f"id-{place.replace('.', '-')}{first}", d.said(node.get("label"), self.language), wrong))
        return found
