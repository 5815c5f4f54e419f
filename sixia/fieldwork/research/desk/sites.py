"""Where to go: sites by lot with the seed and how to compute it again, by need with its parts, or named by hand."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.queries import names
from sixia.fieldwork.research import actions
from sixia.fieldwork.research.desk.base import FormPage, TopicPage
from sixia.fieldwork.research.flow import FIELD, PLANNED
from sixia.fieldwork.research.forms.topics import ReasonForm, SiteForm, SuggestForm
from sixia.fieldwork.research.models import Site
from sixia.fieldwork.research.queries import sites as reads
from sixia.fieldwork.research.rules.lots import RECIPE
from sixia.kit.flow import Refused
from sixia.ui.http import refuse

UNPROCESSABLE = 422


class SitesView(TopicPage, View):
    """`/desk/research/<pk>/sites`: what was suggested beside what was chosen, and whoever asks the same there."""

    template = "research/desk/sites.html"

    @property
    def chooses(self) -> bool:
        """Whether sites can be chosen now, by the reader."""
        return self.works and self.topic.state in (PLANNED, FIELD)

    def context(self, suggest: SuggestForm | None = None, named: SiteForm | None = None) -> dict[str, Any]:
        """What the page shows; a form that was refused keeps what was typed."""
        topic = self.topic
        rows = list(topic.sites.select_related("place__parent", "suggestion").order_by("pk"))
        sites = [row for row in rows if row.left_at is None]
        lists = list(topic.suggestions.select_related("by").order_by("-number"))
        places = reads.places_of(lists)
        return {
            "topic": topic,
            "chooses": self.chooses,
            "sites": sites,
            "left": [row for row in rows if row.left_at],
            "lists": [(one, reads.shown(one, sites, places)) for one in lists],
            "twice": reads.in_two_topics(topic, [row.place for row in sites], self.actor),
            "suggest": suggest or self._suggest(),
            "named": named or self._named(),
            "recipe": RECIPE,
            "place_names": names.place_names(topic.place_path, timezone.localdate(self.now)),
            "back": self.topic_url(),
            "now": self.now,
        }

    def _suggest(self, data: Any = None) -> SuggestForm:
        form = SuggestForm(data, auto_id="id_suggest_%s")
        form.offer(reads.levels(self.topic, self.now), self.topic.quota)
        return form

    def _named(self, data: Any = None) -> SiteForm:
        return SiteForm(data, auto_id="id_named_%s", actor=self.actor, now=self.now, under=self.topic.place_path)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        return render(request, self.template, self.context())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw, take what was suggested, or name a place."""
        if not self.works:
            raise Http404
        act = {"suggest": self._draw, "choose": self._choose, "name": self._name}.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        return act(request)

    def _draw(self, request: HttpRequest) -> HttpResponse:
        form = self._suggest(request.POST)
        if form.is_valid():
            try:
                made = actions.suggest(self.topic, **form.cleaned_data, by=self.actor, now=self.now)
            except Refused as refused:
                refuse(form, refused)
            else:
                messages.success(request, gettext("List %(number)s was drawn. It stays to be seen.") % {"number": made.number})
                return HttpResponseRedirect(request.path)
        return render(request, self.template, self.context(suggest=form), status=UNPROCESSABLE)

    def _choose(self, request: HttpRequest) -> HttpResponse:
        """Take what is ticked of one list."""
        one = self.topic.suggestions.filter(pk=_number(request.POST.get("list"))).first()
        wanted = {_number(pk) for pk in request.POST.getlist("place")}
        places = [row for pk, row in reads.places_of([one]).items() if pk in wanted] if one else []
        try:
            taken = [actions.choose(self.topic, place=row, suggestion=one, by=self.actor, now=self.now) for row in places]
        except Refused as refused:
            messages.warning(request, str(refused))
            return HttpResponseRedirect(request.path)
        if taken:
            messages.success(request, gettext("Taken as sites."))
        else:
            messages.warning(request, gettext("Tick the places you go to."))
        return HttpResponseRedirect(request.path)

    def _name(self, request: HttpRequest) -> HttpResponse:
        form = self._named(request.POST)
        if form.is_valid():
            try:
                actions.choose(self.topic, **form.cleaned_data, by=self.actor, now=self.now)
            except Refused as refused:
                refuse(form, refused)
            else:
                messages.success(request, gettext("Taken as a site, with the reason."))
                return HttpResponseRedirect(request.path)
        return render(request, self.template, self.context(named=form), status=UNPROCESSABLE)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


class LeaveView(FormPage):
    """`/desk/research/sites/<pk>/leave`: a site is left out again."""

    form_class = ReasonForm
    title = _("Leave out a site")
    words = _("It stays beside what was suggested, with the reason.")
    button = _("Leave it out")
    done = _("Left out.")
    tone = "grave"

    @cached_property
    def site(self) -> Site:
        """The site, of a topic the reader may see."""
        found = reads.site(self.kwargs["pk"], self.actor)
        if found is None:
            raise Http404
        return found

    @property
    def topic_pk(self) -> int:
        """The site's topic."""
        return self.site.topic_id

    def back(self) -> str:
        """The page of sites."""
        return reverse("desk_research_sites", args=[self.topic.pk])

    def do(self, form: Any) -> str:
        """Leave it out."""
        actions.leave_out(self.site, reason=form.cleaned_data["reason"], by=self.actor, now=self.now)
        return self.back()
