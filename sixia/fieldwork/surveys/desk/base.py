"""What the desk pages of this room share: the survey or the filled form of the address, as far as the reader may see it."""

from typing import Any, Final

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import get_language

from sixia.fieldwork.surveys.flow import OFFICE
from sixia.fieldwork.surveys.models import Form, Submission, Survey
from sixia.fieldwork.surveys.queries import reads
from sixia.fieldwork.surveys.rules.definition import language_for
from sixia.fieldwork.surveys.standing import FILLERS
from sixia.oversight.desk.moving import Moment

READERS: Final = FILLERS


class SurveyPage(Moment):
    """A page about one survey; 404 for whoever may not see it."""

    roles = READERS
    needs: frozenset[str] = frozenset()
    """Roles of which one is needed here; empty for all who see the survey."""

    @cached_property
    def survey(self) -> Survey:
        """The survey."""
        rows = Survey.objects.visible_to(self.actor).select_related("unit", "place", "made_by")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None or (self.needs and not self.needs & found.roles_of(self.actor)):
            raise Http404
        return found

    @cached_property
    def version(self) -> Form:
        """The version that is filled in now."""
        return reads.newest(self.survey)

    @property
    def language(self) -> str:
        """The form's language that is the reader's."""
        return language_for(self.version.questions.languages, get_language() or "zh-hans")


class OfficePage(SurveyPage):
    """A page for whoever runs the survey."""

    needs = frozenset({OFFICE})


class AnswerPage(Moment):
    """A page about one filled form; 404 for whoever may not see it."""

    roles = READERS

    @cached_property
    def row(self) -> Submission:
        """The filled form."""
        rows = Submission.objects.visible_to(self.actor).select_related("survey__unit", "form", "by", "place", "visit")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def held(self) -> frozenset[str]:
        """The reader's roles in it."""
        return self.row.roles_of(self.actor)

    def language_of(self, row: Any) -> str:
        """The form's language that is the reader's."""
        return language_for(row.form.questions.languages, get_language() or "zh-hans")
