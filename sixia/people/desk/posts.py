"""Officials' pages about single posts: ending them, and stand-ins."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sixia.people import actions
from sixia.people.desk.base import Act
from sixia.people.forms import EndPostForm, StandInForm
from sixia.people.models import Post, StandIn
from sixia.people.rules import SECURITY_ADMIN, UNIT_HEAD


class PostAct(Act):
    """An act on a post that the reader may see."""

    roles: ClassVar[tuple[str, ...]] = (SECURITY_ADMIN,)

    @cached_property
    def thing(self) -> Any:
        """The post."""
        rows = Post.objects.visible_to(self.actor).select_related("account", "unit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def back(self) -> str:
        """The holder's page."""
        return reverse("people_person", args=[self.thing.account_id])


class EndPost(PostAct):
    """End a post."""

    title = _("End this post")
    words = _("What the person has open in this role must be taken over by somebody else. Stand-ins for this post end as well.")
    button = _("End the post")
    done = _("The post has an end.")
    tone = "grave"
    form_class = EndPostForm

    def do(self, form: Any, now: Any) -> str:
        """End."""
        actions.end_post(self.thing, until=form.until, by=self.actor, now=now)
        return self.back()


class NameStandIn(PostAct):
    """Name a stand-in."""

    roles = (SECURITY_ADMIN, UNIT_HEAD)
    title = _("Name a stand-in")
    words = _(
        "The stand-in sees and does everything in this post until the last day; it ends by itself. "
        "The journal keeps both names apart."
    )
    button = _("Name the stand-in")
    done = _("The stand-in is named.")
    form_class = StandInForm

    def do(self, form: Any, now: Any) -> str:
        """Name."""
        given = form.cleaned_data
        span = {"since": form.since or now, "until": form.until}
        actions.stand_in(self.thing, given["account"], reason=given["reason"], **span, by=self.actor, now=now)
        return self.back()


class EndStandIn(Act):
    """End a stand-in early."""

    title = _("End this stand-in now")
    words = _("From this moment only the holder acts in the post.")
    button = _("End it")
    done = _("The stand-in has ended.")

    @cached_property
    def thing(self) -> Any:
        """The stand-in."""
        rows = StandIn.objects.visible_to(self.actor).select_related("post__unit", "post__account", "account")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def do(self, form: Any, now: Any) -> str:
        """End."""
        actions.end_stand_in(self.thing, by=self.actor, now=now)
        return self.back()

    def back(self) -> str:
        """The holder's page."""
        return reverse("people_person", args=[self.thing.post.account_id])
