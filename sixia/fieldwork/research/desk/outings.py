"""Going out for a topic, going back to look, and what going back showed."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from sixia.fieldwork.research import actions
from sixia.fieldwork.research.desk.base import FormPage
from sixia.fieldwork.research.forms.topics import BackForm, JudgeForm, OutingForm
from sixia.fieldwork.research.models import Outing
from sixia.fieldwork.research.queries import topics as reads


class GoView(FormPage):
    """`/desk/research/<pk>/go`: a visit to a site."""

    form_class = OutingForm
    title = _("Plan a visit for the topic")
    words = _("It stands in the register of visits by itself. Nobody at the place is told unless you tick it.")
    button = _("Plan the visit")
    done = _("Planned. After the visit note on its page that it was held.")

    def offer(self, form: Any) -> None:
        """The sites."""
        form.offer(self.topic)

    def do(self, form: Any) -> str:
        """Plan it."""
        actions.go(self.topic, **form.given(), by=self.actor, now=self.now)
        return self.topic_url()


class OutingPage(FormPage):
    """A page about one outing; 404 for whoever may not see its visit."""

    @cached_property
    def outing(self) -> Outing:
        """The outing."""
        found = reads.outing(self.kwargs["pk"], self.actor)
        if found is None:
            raise Http404
        return found

    @property
    def topic_pk(self) -> int:
        """The outing's topic."""
        return self.outing.topic_id

    def context(self) -> dict[str, Any]:
        """With the outing."""
        return {**super().context(), "outing": self.outing}


class BackView(OutingPage):
    """`/desk/research/outings/<pk>/back`: going back to the same place."""

    form_class = BackForm
    title = _("Plan a return visit")
    words = _("Going back to the same place shows whether anything has changed.")
    button = _("Plan the return visit")
    done = _("Planned. After the visit write down what it showed.")

    def do(self, form: Any) -> str:
        """Plan it."""
        actions.go(self.topic, back_to=self.outing, **form.given(), by=self.actor, now=self.now)
        return self.topic_url()


class ResultView(OutingPage):
    """`/desk/research/outings/<pk>/result`: what going back showed."""

    form_class = JudgeForm
    title = _("What the return visit showed")
    button = _("Write it down")
    done = _("Written down.")

    def initial(self) -> dict[str, Any]:
        """What was written before."""
        return {"result": self.outing.result, "words": self.outing.words}

    def do(self, form: Any) -> str:
        """Write it down."""
        actions.judge(self.outing, **form.cleaned_data, by=self.actor, now=self.now)
        return reverse("desk_research_topic", args=[self.topic.pk])
