"""What the pages of this room share: the topic as the reader may see it, and one page for one form."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.views import View

from sixia.cases.forms.desk_fields import DeskForm
from sixia.cases.queries import names
from sixia.catalog.queries import current_book
from sixia.fieldwork.research.flow import RESEARCHER
from sixia.fieldwork.research.models import Topic
from sixia.kit.flow import Refused
from sixia.oversight.desk.moving import Moment
from sixia.people.rules import ADMIN_ROLES, ROLES
from sixia.ui.http import invalid_response, refusal_response

READERS = tuple(set(ROLES) - ADMIN_ROLES)
RELATED = ("unit__place", "lead", "place__parent")
Text = str | Promise


class TopicPage(Moment):
    """A page within a topic; 404 for whoever may not see it."""

    roles = READERS

    @cached_property
    def topic(self) -> Topic:
        """The topic."""
        found = Topic.objects.visible_to(self.actor).select_related(*RELATED).filter(pk=self.topic_pk).first()
        if found is None:
            raise Http404
        return found

    @property
    def topic_pk(self) -> int:
        """Which topic; pages about a thing within one say it otherwise."""
        number: int = self.kwargs["pk"]
        return number

    @cached_property
    def topic_roles(self) -> frozenset[str]:
        """In which roles the reader sees it."""
        return self.topic.roles_of(self.actor)

    @property
    def works(self) -> bool:
        """Whether the reader works on it."""
        return RESEARCHER in self.topic_roles

    def topic_url(self) -> str:
        """The topic's own page."""
        return reverse("desk_research_topic", args=[self.topic.pk])


class FormPage(TopicPage, View):
    """One form on one page, for the team of the topic; it stands in `states` or is absent."""

    template: ClassVar[str] = "research/desk/form.html"
    form_class: ClassVar[type[forms.Form]]
    title: ClassVar[Text] = ""
    words: ClassVar[Text] = ""
    button: ClassVar[Text] = ""
    done: ClassVar[Text] = ""
    tone: ClassVar[str] = ""

    def form(self, data: Any = None) -> Any:
        """The form, bound to who reads the page; what it offers is filled in by `offer`."""
        made = self._plain(data)
        self.offer(made)
        return made

    def _plain(self, data: Any) -> forms.Form:
        if not issubclass(self.form_class, DeskForm):
            return self.form_class(data, initial=self.initial())
        book = current_book(self.now)
        return self.form_class(data, initial=self.initial(), actor=self.actor, now=self.now, book=book, under=self.under())

    def under(self) -> str:
        """Within which territory places are looked up."""
        return self.topic.place_path

    def initial(self) -> dict[str, Any]:
        """What stands in it at first."""
        return {}

    def offer(self, form: Any) -> None:
        """Choices that depend on the topic."""

    def do(self, form: Any) -> str:
        """Do it; the address to go on to."""
        raise NotImplementedError

    def back(self) -> str:
        """Where “Cancel” leads."""
        return self.topic_url()

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        return {
            "page": self,
            "topic": self.topic,
            "back": self.back(),
            "place_names": names.place_names(self.under(), timezone.localdate(self.now)),
            "now": self.now,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; absent for whoever does not work on the topic."""
        self.guard()
        return render(request, self.template, {**self.context(), "form": self.form()})

    def guard(self) -> None:
        """404 for whoever does not work on the topic."""
        if not self.works:
            raise Http404

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        self.guard()
        form, context = self.form(request.POST), self.context()
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        try:
            url = self.do(form)
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        messages.success(request, str(self.done))
        return HttpResponseRedirect(url)
