"""What this room's desk pages share: who may open them, and one page for every act."""

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.views import View

from sixia.kit.flow import Refused
from sixia.people import actions
from sixia.people.actors import Actor
from sixia.people.forms import DeskForm
from sixia.ui.http import invalid_response, refusal_response

Text = str | Promise


class DeskMixin(LoginRequiredMixin):
    """For people with an account; `roles`, where given, are needed, and without them there is no such page."""

    request: HttpRequest
    roles: ClassVar[tuple[str, ...]] = ()

    @property
    def actor(self) -> Actor:
        """Who asks."""
        actor: Actor = self.request.actor  # type: ignore[attr-defined] # set by ActorMiddleware
        return actor

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """After signing in, as if absent to whoever may not."""
        if request.user.is_authenticated and not self.allowed():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def exported(self, kind: str) -> None:
        """A list taken as a file is written down; called by `ui.lists` before the file is made."""
        asked = self.request.GET.urlencode()
        actions.record_export(page=self.request.path, kind=kind, filters=asked, by=self.actor, now=timezone.now())

    def allowed(self) -> bool:
        """Whether this page exists for the reader."""
        return not self.roles or self.actor.has(*self.roles)


class Act(DeskMixin, View):
    """One act on one page: what will happen, what must be filled in, one button. A refusal keeps what was typed."""

    template: ClassVar[str] = "people/act.html"
    title: ClassVar[Text] = ""
    words: ClassVar[Text] = ""
    button: ClassVar[Text] = ""
    done: ClassVar[Text] = ""
    tone: ClassVar[str] = ""
    form_class: ClassVar[type[DeskForm]] = DeskForm

    @cached_property
    def thing(self) -> Any:
        """What it is done to, as far as the reader may see it."""
        return None

    def initial(self) -> dict[str, Any]:
        """What stands in the form at first."""
        return {}

    def do(self, form: Any, now: Any) -> str:
        """Do it; the address to go on to."""
        raise NotImplementedError

    def back(self) -> str:
        """Where “Cancel” leads."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        """What the page shows."""
        return {"act": self, "thing": self.thing, "back": self.back()}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return render(request, self.template, {**self.context(), "form": self.form_class(initial=self.initial())})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        context = self.context()
        form = self.form_class(request.POST, initial=self.initial())
        if not form.is_valid():
            return invalid_response(request, form, self.template, context)
        try:
            url = self.do(form, timezone.now())
        except Refused as refused:
            return refusal_response(request, refused, form, self.template, context)
        if self.done:
            messages.success(request, str(self.done))
        return HttpResponseRedirect(url)
