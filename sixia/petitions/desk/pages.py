"""Pages about one petition: a move, a document with its service, the register, the intake."""

import uuid
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from sixia.cases.models import Case
from sixia.cases.queries import names
from sixia.cases.rules import NewVoice, numbered
from sixia.catalog.queries import rulebook
from sixia.catalog.rules.book import RuleBook
from sixia.kit.flow import Move, Refused
from sixia.people.desk.base import DeskMixin
from sixia.petitions import actions
from sixia.petitions.actions.base import norm
from sixia.petitions.desk.moves import ACTS, FORETOLD
from sixia.petitions.flow import REVIEW_ASK
from sixia.petitions.forms import FORMS, RegisterForm, ServeForm, TakeForm
from sixia.petitions.models import Notice, Petition
from sixia.petitions.queries.bundle import earlier_petitions
from sixia.petitions.queries.lists import keeps_register
from sixia.petitions.queries.organs import organ_of
from sixia.petitions.queries.panel import RELATED, visible_notice
from sixia.petitions.rules.documents import DOCUMENTS
from sixia.petitions.standing import office_posts
from sixia.ui.http import invalid_response, refusal_response, safe_next


class _Page(DeskMixin, View):
    kwargs: dict[str, Any]

    @cached_property
    def now(self) -> Any:
        """One moment for the whole page."""
        return timezone.now()

    def asked(self, case: Case | None = None, **more: Any) -> dict[str, Any]:
        """What forms of this room need to look names up."""
        book: RuleBook | None = rulebook(case.edition_id) if case else None
        return {"actor": self.actor, "now": self.now, "book": book, "under": case.desk.place.path if case else "", **more}


class MovePage(_Page):
    """`/desk/petitions/<pk>/<move>`: shown to whoever has the role for it, whatever the state; the action decides."""

    template = "petitions/desk/move.html"

    @cached_property
    def petition(self) -> Petition:
        """The petition; 404 when the reader has no role in it."""
        row = Petition.objects.visible_to(self.actor).select_related(*RELATED).filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        return row

    @cached_property
    def move(self) -> Move:
        """The row of the table that the reader's roles reach; the one for the present state where there are several."""
        name, mine = self.kwargs["move"], self.petition.roles_of(self.actor)
        rows = [row for row in Petition.FLOW.moves if row.name == name and name in ACTS and row.who & mine]
        if not rows:
            raise Http404
        return next((row for row in rows if self.petition.state in row.source), rows[0])

    def bound(self, data: Any = None) -> Any:
        """The move's form."""
        initial = {"request": self.petition.request} | ({"remedies": self.remedies} if self.move.name == "decide" else {})
        return FORMS[self.move.name](data, initial=initial, **self.asked(self.petition.case))

    @property
    def remedies(self) -> str:
        """The words with which the remedies of an opinion begin."""
        organ = organ_of(self.petition, self.now)
        name = organ.name if organ else _("the organ one level up")
        row = norm(self.petition, REVIEW_ASK)
        said = _("Within %(days)s days of receiving this opinion you may ask %(organ)s for a review (Art. 35).")
        return said % {"organ": name, "days": row.amount if row else 30}

    def context(self, form: Any) -> dict[str, Any]:
        """What the page shows."""
        return {
            "petition": self.petition,
            "case": self.petition.case,
            "move": self.move,
            "possible": self.petition.state in self.move.source,
            "foretold": FORETOLD.get(self.move.name, ()),
            "unit_names": names.unit_names(self.now) if set(form.fields) & {"unit", "units"} else (),
            "next": self.request.POST.get("next") or self.request.GET.get("next", ""),
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        form = self.bound()
        return render(request, self.template, {**self.context(form), "form": form})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the move, or say why not."""
        form = self.bound(request.POST)
        if not form.is_valid():
            return invalid_response(request, form, self.template, self.context(form))
        try:
            self.act(form.cleaned_data)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context(form))
        messages.success(request, str(ACTS[self.move.name].done))
        still = Case.objects.visible_to(self.actor).filter(pk=self.petition.case_id).exists()
        page = reverse("desk_case", args=[self.petition.case_id]) if still else reverse("desk")
        return HttpResponseRedirect(safe_next(request, page))

    def act(self, given: dict[str, Any]) -> None:
        """Make the move; raises Refused, also when somebody else made one in the same moment and a constraint said so."""
        try:
            ACTS[self.move.name].call(self.petition, given, by=self.actor, now=self.now)
        except IntegrityError as error:
            raise Refused("stale", _("Someone else has just changed this. Reload the page and look again.")) from error


class NoticePage(_Page):
    """`/desk/petitions/notices/<pk>`: a document as it was issued, and the entry of its service."""

    template = "petitions/desk/notice.html"

    @cached_property
    def notice(self) -> Notice:
        """The document; 404 when the reader does not see its petition."""
        row = visible_notice(self.kwargs["pk"], self.actor)
        if row is None:
            raise Http404
        return row

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        notice = self.notice
        serving = any(move.name == "serve" for move in notice.petition.moves_for(notice.petition.roles_of(self.actor)))
        return {
            "notice": notice,
            "petition": notice.petition,
            "case": notice.petition.case,
            "title": DOCUMENTS[notice.kind].TITLE,
            "article": DOCUMENTS[notice.kind].ARTICLE,
            "may_serve": serving and notice.served_at is None,
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The document."""
        form = ServeForm(initial={"at": timezone.localtime(self.now)}, **self.asked())
        return render(request, self.template, {**self.context(), "form": form})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note its service."""
        form = ServeForm(request.POST, **self.asked())
        if not form.is_valid():
            return invalid_response(request, form, self.template, self.context())
        try:
            actions.serve(self.notice, **form.cleaned_data, by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context())
        messages.success(request, _("Noted. Terms against it run from that day."))
        return HttpResponseRedirect(reverse("desk_case", args=[self.notice.petition.case_id]))


class _Office(_Page):
    def allowed(self) -> bool:
        """For whoever registers petitions."""
        return keeps_register(self.actor)


class RegisterPage(_Office):
    """`/desk/petitions/register/<pk>`: a case becomes a petition."""

    template = "petitions/desk/register.html"

    @cached_property
    def case(self) -> Case:
        """The case; 404 when the reader has no part in it."""
        rows = Case.objects.visible_to(self.actor).select_related("desk__place", "place")
        row = rows.filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        return row

    def bound(self, data: Any = None) -> RegisterForm:
        """The form."""
        moved, earlier = self.case.track != "petition", earlier_petitions(self.case, self.actor)
        initial = {"request": self.case.title}
        return RegisterForm(data, initial=initial, earlier=earlier, moved=moved, **self.asked(self.case))

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        return {"case": self.case, "now": self.now}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return render(request, self.template, {**self.context(), "form": self.bound()})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Register it."""
        form = self.bound(request.POST)
        if not form.is_valid():
            return invalid_response(request, form, self.template, self.context())
        given = form.cleaned_data
        rows = Petition.objects.visible_to(self.actor)
        earlier = rows.filter(pk=given["earlier"]).first() if given.get("earlier") else None
        entry = actions.Entry(request=given["request"], matter=given["matter"], earlier=earlier, id_number=given["id_number"])
        try:
            actions.register(self.case, entry, reason=given.get("reason", ""), by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context())
        messages.success(request, _("Registered. Pass it on to the unit in charge."))
        return HttpResponseRedirect(reverse("desk_case", args=[self.case.pk]))


class TakePage(_Office):
    """`/desk/petitions/new`: a petition by letter, visit or telephone; the receipt code and the passcode are shown once."""

    template = "petitions/desk/take.html"

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        under = self.office.scope
        return {"place_names": names.place_names(under, timezone.localdate(self.now)), "now": self.now}

    @cached_property
    def office(self) -> Any:
        """The reader's post at a petition office."""
        return office_posts(self.actor)[0]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        form = TakeForm(initial={"number": uuid.uuid4().hex}, **self.asked(under=self.office.scope))
        return render(request, self.template, {**self.context(), "form": form})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it and register it."""
        form = TakeForm(request.POST, **self.asked(under=self.office.scope))
        if not form.is_valid():
            return invalid_response(request, form, self.template, self.context())
        given = form.cleaned_data
        new = NewVoice(
            **{name: given[name] for name in ("text", "channel", "name", "phone", "address")},
            desk=self.office.unit_id,
            kind="complaint",
            place=given["place"].pk if given["place"] else None,
            source="petition-desk",
        )
        entry = actions.Entry(request=given["request"], matter=given["matter"], id_number=given["id_number"])
        try:
            heard, petition = actions.take(numbered(new, given["number"]), entry, by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, self.context())
        return render(request, "petitions/desk/taken.html", {"heard": heard, "petition": petition, "now": self.now})
