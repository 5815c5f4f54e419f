"""What the desk pages of this room share: the case of the address for whoever may see it, and forms that know their reader."""

from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property

from sixia.cases.flow import WITHDRAWN
from sixia.cases.forms.desk_fields import DeskForm, address
from sixia.cases.models import Case, Voice
from sixia.catalog.queries import rulebook
from sixia.kit.standing import roles_told, with_roles
from sixia.people.actors import Actor
from sixia.people.desk.base import DeskMixin


class CasePage(DeskMixin):
    """A page about one case, absent for whoever has no part in it."""

    kwargs: dict[str, Any]

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole page."""
        return timezone.now()

    @cached_property
    def case(self) -> Case:
        """The case; 404 when the reader has no role in it."""
        related = ("place__parent", "desk__place", "lead_unit", "into")
        rows = Case.objects.visible_to(self.actor).select_related(*related).filter(pk=self.kwargs["pk"])
        found = with_roles(rows, Case.STANDING, self.actor).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def mine(self) -> frozenset[str]:
        """The reader's roles in the case."""
        return roles_told(self.case, Case.STANDING)

    def bound(self, form: type[DeskForm], data: Any = None, initial: Any = None, files: Any = None) -> DeskForm:
        """The form for this page's case, reader and moment."""
        return bound(form, self.case, self.actor, self.now, data=data, initial=initial, files=files)


def bound(
    form: type[DeskForm], case: Case, actor: Actor, now: datetime, *, data: Any = None, initial: Any = None, files: Any = None
) -> DeskForm:
    """A form for this case, reader and moment, with the case's rules and its desk's territory."""
    book, under = rulebook(case.edition_id), case.desk.place.path
    made = form(data, files, initial=initial, actor=actor, now=now, book=book, under=under)
    if "voices" in made.fields:
        address(made, list(Voice.objects.visible_to(actor).filter(case=case).exclude(state=WITHDRAWN).order_by("pk")))
    return made
