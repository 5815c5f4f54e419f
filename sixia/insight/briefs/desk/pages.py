"""A brief and an outline on a page; taken along as a Word file or a workbook, or wanted by mail, by POST, because that is written
down. What they say is kept nowhere."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from sixia.insight.briefs import papers
from sixia.insight.briefs.desk.asking import BriefAsked, OutlineAsked
from sixia.insight.briefs.queries.brief import brief
from sixia.insight.briefs.queries.figures import SHORT, Line, lines
from sixia.insight.briefs.queries.outline import Outline, outline
from sixia.insight.briefs.rules import Section
from sixia.insight.briefs.standing import LEADING, READERS
from sixia.insight.briefs.texts import ABOUT, TITLES, asked
from sixia.insight.figures.actions import want_board
from sixia.insight.figures.models import Subscription
from sixia.kit.flow import Refused
from sixia.papers.files import download
from sixia.people import actions as people
from sixia.people.desk.base import DeskMixin
from sixia.people.models import Unit
from sixia.people.rules import ADMIN_ROLES
from sixia.ui.export import xlsx_response

WORD, EXCEL = "docx", "xlsx"


class Page(DeskMixin, View):
    """What both share: one moment, and the files."""

    roles = READERS
    kind: ClassVar[str] = ""

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole page."""
        return timezone.now()

    def evidence(self) -> tuple[str, Sequence[Section], Sequence[Line], Sequence[str]]:
        """What it is about, sections, figures, questions."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file, told of before it is made; back to the page where no such form was asked for."""
        form = request.POST.get("form", "")
        if form not in (WORD, EXCEL):
            return HttpResponseRedirect(request.get_full_path())
        people.record_export(page=request.path, kind=form, filters=request.GET.urlencode()[:400], by=self.actor, now=self.now)
        about, sections, figures, questions = self.evidence()
        name = f"{papers.title(self.kind)} {about}"[:80].replace("/", " ")
        if form == EXCEL:
            return xlsx_response(name, [str(head) for head in papers.HEADS], papers.rows(sections, figures, questions))
        try:
            made = papers.word(
                self.kind, self._unit(), self.now, about=about, sections=sections, figures=figures, questions=questions
            )
        except Refused as refused:
            messages.warning(request, str(refused))
            return HttpResponseRedirect(request.get_full_path())
        return download(made, name, WORD)

    def _unit(self) -> Unit:
        """The reader's own unit, in whose name the paper stands."""
        held = [post.unit_id for post in self.actor.posts if post.role not in ADMIN_ROLES]
        found: Unit | None = Unit.objects.visible_to(self.actor).filter(pk__in=held).order_by("pk").first()
        if found is None:
            raise Http404
        return found


class BriefView(Page):
    """`/desk/insight/brief`: the evening brief, or that of a week, for the reader alone."""

    kind = papers.BRIEF

    @cached_property
    def asked(self) -> BriefAsked:
        """The question."""
        return BriefAsked(self.request.GET, self.actor, self.now)

    def evidence(self) -> tuple[str, Sequence[Section], Sequence[Line], Sequence[str]]:
        """As asked for."""
        of = self.asked.question()
        return self.asked.about, brief(of), lines(SHORT, of.cut, of.reach, of.who), ()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        about, sections, figures, _none = self.evidence()
        mail = Subscription.objects.visible_to(self.actor).filter(kind=Subscription.BRIEF, asked=self.asked.query).first()
        context = {
            "asked": self.asked,
            "about": about,
            "sections": told(sections),
            "figures": figures,
            "subscription": mail,
            "can_mail": self.actor.has(*LEADING),
            "has_choice": len(self.asked.units) > 1 or bool(self.asked.reach.paths),
        }
        return render(request, "briefs/brief.html", context)


class OutlineView(Page):
    """`/desk/insight/outline`: evidence for a discussion about a theme and a place."""

    kind = papers.OUTLINE

    @cached_property
    def asked(self) -> OutlineAsked:
        """The question."""
        return OutlineAsked(self.request.GET, self.actor, self.now)

    @cached_property
    def found(self) -> Outline:
        """The evidence."""
        return outline(self.asked.theme())

    def evidence(self) -> tuple[str, Sequence[Section], Sequence[Line], Sequence[str]]:
        """As asked for."""
        return self.asked.about, self.found.sections, self.found.figures, [asked(*one) for one in self.found.questions]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        about, sections, figures, questions = self.evidence()
        context = {"asked": self.asked, "about": about, "sections": told(sections), "figures": figures, "questions": questions}
        return render(request, "briefs/outline.html", {**context, "heard": self.found.heard})


class Mail(DeskMixin, View):
    """POST `/desk/insight/brief/mail`: want this brief by mail, or no more."""

    roles = LEADING
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Back to the brief."""
        now = timezone.now()
        query = BriefAsked(request.GET, self.actor, now).query
        every = request.POST.get("every", "")
        try:
            want_board(asked=query, every=every, kind=Subscription.BRIEF, by=self.actor, now=now)
        except Refused as refused:
            messages.error(request, str(refused.sentence))
        else:
            messages.success(request, _("It will come by mail.") if every else _("It will not come any more."))
        return HttpResponseRedirect(f"{reverse('desk_brief')}?{query}")


def told(sections: Sequence[Section]) -> list[dict[str, Any]]:
    """Sections with what they are called."""
    return [
        {"of": one, "title": TITLES[one.key], "about": ABOUT[one.key], "many": papers.many(one) if one.left else ""}
        for one in sections
    ]
