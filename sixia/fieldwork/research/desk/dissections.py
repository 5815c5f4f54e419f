"""A case taken apart: why it came to this as a drawn tree with its list, who could have stopped it, what it cost."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from sixia.cases.queries import names
from sixia.fieldwork.research import actions
from sixia.fieldwork.research.desk.base import FormPage, TopicPage
from sixia.fieldwork.research.flow import OPEN
from sixia.fieldwork.research.forms.material import DissectForm, LessonForm, StopForm, WhyForm
from sixia.fieldwork.research.models import Dissection
from sixia.fieldwork.research.queries import dissecting
from sixia.fieldwork.research.queries import topics as reads
from sixia.fieldwork.research.rules.tree import WIDTH, flat
from sixia.kit.flow import Refused
from sixia.ui.http import refuse

UNPROCESSABLE = 422
OFFERED = 8
FORMS = {"why": WhyForm, "stop": StopForm, "lesson": LessonForm}


class DissectView(FormPage):
    """`/desk/research/<pk>/dissect`: which case is taken apart."""

    form_class = DissectForm
    template = "research/desk/dissect.html"
    title = _("Take a case apart")
    words = _("One typical case, looked at to the bottom: why it came to this, and who could have stopped it where.")
    button = _("Take it apart")
    done = _("Begin with the first “why”.")

    def context(self) -> dict[str, Any]:
        """Cases worth it, the most passed around first."""
        return {**super().context(), "near": list(reads.cases_near(self.topic, self.actor)[:OFFERED])}

    def initial(self) -> dict[str, Any]:
        """The case that was clicked."""
        return {"case": self.request.GET.get("case", "")}

    def do(self, form: Any) -> str:
        """Begin."""
        made = actions.dissect(self.topic, case=form.cleaned_data["case"], by=self.actor, now=self.now)
        return reverse("desk_research_dissection", args=[made.pk])


class DissectionView(TopicPage, View):
    """`/desk/research/dissections/<pk>`: the tree and its list; each addition is one line."""

    template = "research/desk/dissection.html"

    @cached_property
    def dissection(self) -> Dissection:
        """The dissection; 404 where the topic or the case is closed to the reader."""
        rows = Dissection.objects.visible_to(self.actor).select_related("topic", "case__place", "case__lead_unit")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def topic_pk(self) -> int:
        """The dissection's topic."""
        return self.dissection.topic_id

    def context(self, bound: Any = None, kind: str = "") -> dict[str, Any]:
        """What the page shows."""
        one = self.dissection
        nodes = dissecting.tree(one)
        made: dict[str, Any] = {
            "why": WhyForm(auto_id="id_why_%s"),
            "stop": StopForm(auto_id="id_stop_%s"),
            "lesson": LessonForm(initial={"lesson": one.lesson}, auto_id="id_lesson_%s"),
        }
        if bound is not None:
            made[kind] = bound
        writes = self.works and self.topic.state in OPEN
        return {
            "topic": self.topic,
            "dissection": one,
            "case": one.case,
            "cost": dissecting.cost(one.case, self.actor, self.now),
            "nodes": nodes,
            "listed": flat(nodes),
            "drawing": dissecting.drawing(one, nodes),
            "box_width": WIDTH,
            "stops": list(one.stops.order_by("seq")),
            "writes": writes,
            "forms": made,
            "unit_names": names.unit_names(self.now) if writes else (),
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        return render(request, self.template, self.context())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One line more, or one less."""
        if not self.works:
            raise Http404
        kind = request.POST.get("act", "")
        if kind in ("cut_why", "cut_stop"):
            return self._cut(request, kind)
        if kind not in FORMS:
            raise Http404
        form = FORMS[kind](request.POST, auto_id=f"id_{kind}_%s")
        if form.is_valid():
            try:
                self._add(kind, form.cleaned_data)
            except Refused as refused:
                refuse(form, refused)
            else:
                messages.success(request, gettext("Written down."))
                return HttpResponseRedirect(request.path)
        return render(request, self.template, self.context(form, kind), status=UNPROCESSABLE)

    def _add(self, kind: str, given: dict[str, Any]) -> None:
        one, by, now = self.dissection, self.actor, self.now
        if kind == "why":
            parent = one.whys.filter(pk=given["parent"]).first() if given["parent"] else None
            actions.add_why(one, text=given["text"], parent=parent, by=by, now=now)
        elif kind == "stop":
            actions.add_stop(one, **given, by=by, now=now)
        else:
            actions.learn(one, lesson=given["lesson"], by=by, now=now)

    def _cut(self, request: HttpRequest, kind: str) -> HttpResponse:
        one = self.dissection
        text = request.POST.get("pk", "")
        rows: Any = one.whys if kind == "cut_why" else one.stops
        row = rows.filter(pk=int(text)).first() if text.isascii() and text.isdigit() and len(text) < 19 else None
        if row is None:
            raise Http404
        try:
            if kind == "cut_why":
                actions.cut_why(one, why=row, by=self.actor, now=self.now)
            else:
                actions.cut_stop(one, stop=row, by=self.actor, now=self.now)
        except Refused as refused:
            messages.warning(request, str(refused))
        return HttpResponseRedirect(request.path)
