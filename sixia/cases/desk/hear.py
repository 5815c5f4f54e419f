"""The clerk's telephone, counter and letter entry: words in, receipt out, in under a minute by keyboard alone."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject, cached_property
from django.views import View

from sixia.cases import actions
from sixia.cases.actions import Heard, Reply
from sixia.cases.desk.letter import kept_pages
from sixia.cases.forms.desk_hear import HearForm
from sixia.cases.links import voice_link
from sixia.cases.models import Case
from sixia.cases.queries import desk_assist as assist
from sixia.cases.queries import names
from sixia.cases.queries.desk_file import callers
from sixia.catalog.queries import current_book
from sixia.catalog.rules.book import RuleBook
from sixia.kit.flow import Refused
from sixia.people.desk.base import DeskMixin
from sixia.people.models import Unit
from sixia.people.rules import CLERK
from sixia.ui.http import invalid_response, refusal_response


class ClerkPage(DeskMixin):
    """A page of the intake desk."""

    roles = (CLERK,)

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole page."""
        return timezone.now()

    @cached_property
    def desk(self) -> Unit:
        """The unit for which the reader takes voices: the first of their posts as a clerk."""
        return Unit.objects.visible_to(self.actor).select_related("place").get(pk=min(self.actor.units(CLERK)))

    @cached_property
    def book(self) -> RuleBook:
        """The rules in force."""
        return current_book(self.now)

    @property
    def under(self) -> str:
        """The desk's territory."""
        return self.desk.place.path

    def understood(self, text: str) -> assist.Understood:
        """What the words speak of."""
        return assist.understand(text, self.book, under=self.under, now=self.now)

    def form(self, data: Any = None, files: Any = None, initial: Any = None) -> HearForm:
        """The form for this clerk."""
        return HearForm(data, files, initial=initial, actor=self.actor, now=self.now, book=self.book, under=self.under)


class Hear(ClerkPage, View):
    """`/desk/hear`: the form, and by POST the receipt to read aloud."""

    template = "cases/desk/hear.html"

    def context(self, data: Any) -> dict[str, Any]:
        """What stands around the form."""
        return {
            "unit_names": names.unit_names(self.now),
            "place_names": names.place_names(self.under, timezone.localdate(self.now)),
            "now": self.now,
            **(beside(self, data) if data else {}),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An empty form."""
        return render(request, self.template, {**self.context(None), "form": self.form()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the voice and hand out the receipt, or say what is missing."""
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return invalid_response(request, form, self.template, self._again(form))
        try:
            heard = self._hear(form)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self._again(form))
        response = render(request, "cases/desk/receipt.html", self._receipt(form, heard))
        response["Cache-Control"] = "no-store"
        return response

    def _again(self, form: HearForm) -> dict[str, Any]:
        """What stands around a form that comes back: the pages of a letter too."""
        return {**self.context(self.request.POST), "pages": kept_pages(form)}

    def _hear(self, form: HearForm) -> Heard:
        """The voice, and the answer given at once, together or not at all."""
        found = self.understood(form.cleaned_data["text"])
        new = form.voice(desk=self.desk.pk, category=found.category, place=found.place.pk if found.place else None)
        with transaction.atomic():
            heard = actions.hear(new, by=self.actor, now=self.now)
            if form.cleaned_data["answer"] and not heard.again:
                case = Case.objects.visible_to(self.actor).get(pk=heard.case)
                actions.answer_now(case, reply=Reply(text=form.cleaned_data["answer"]), by=self.actor, now=self.now)
        return heard

    def _receipt(self, form: HearForm, heard: Heard) -> dict[str, Any]:
        case = Case.objects.visible_to(self.actor).select_related("place").filter(pk=heard.case).first()
        return {
            "receipt": heard.receipt,
            "passcode": heard.passcode,
            "link": voice_link(heard.voice),
            "again": heard.again,
            "case": case,
            "case_id": case.pk if case else None,
            "name": form.cleaned_data["name"],
            "answered": bool(form.cleaned_data["answer"]),
            "joined": bool(form.cleaned_data["into"]),
            "now": self.now,
        }


class Assist(ClerkPage, View):
    """What stands beside the form while the clerk types: by POST, so that no telephone number enters an address."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The part of the page."""
        return render(request, "cases/desk/assist.html", {**beside(self, request.POST), "now": self.now})


def beside(page: ClerkPage, data: Any) -> dict[str, Any]:
    """Earlier voices of the caller, what was understood, likely answers; rooms above add what they find for what is `asked`."""
    found = page.understood(data.get("text", ""))
    chosen = data.get("category", "")
    category = chosen if page.book.chain(chosen) else found.category
    places = names.place(data["place"], page.under, timezone.localdate(page.now)) if data.get("place", "").strip() else []
    place = places[0] if len(places) == 1 else found.place
    kind = data.get("kind", "")
    indexes = assist.phone_indexes(data.get("phone", ""))
    inquiry = kind == "inquiry"
    return {
        "found": found,
        "said": data.get("text", ""),
        "chosen": chosen,
        "voices": callers(indexes, page.actor) if indexes else [],
        "asked_phone": bool(indexes),
        "asked": {
            "text": data.get("text", ""),
            "category": category,
            "place": place,
            "phones": indexes,
            "kind": kind,
            "into": data.get("into", ""),
        },
        "into": data.get("into", ""),
        "answers": SimpleLazyObject(lambda: assist.accepted_answers(page.actor, category)) if inquiry else [],
        "templates": assist.templates(page.book, category) if inquiry else [],
        "places": places if len(places) > 1 else [],
    }
