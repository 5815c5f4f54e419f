"""`sixia train`: learns suggestions and names anew from what people confirmed; the worker calls it by itself."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.insight.suggestions.actions import refresh, train
from sixia.insight.words.actions import learn_names
from sixia.kit.commands import SpokenCommand


class Command(SpokenCommand):
    """A process of its own: what learning needs in memory goes with it."""

    help = gettext_lazy("Learn suggestions anew from confirmed cases.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Learn names, then tables; say from how much, and how good."""
        now = timezone.now()
        names = learn_names(now=now)
        learnt = train(now=now)
        self.stdout.write(_("%(n)d names of places and things are known.") % {"n": names})
        if learnt is None:
            self.stdout.write(_("Too few cases are confirmed to learn from: the catalog’s words are used."))
            return
        refresh(now=now)
        facts = {"n": learnt.texts, "right": learnt.card["right"], "tried": learnt.card["tried"]}
        self.stdout.write(
            _("Learnt from %(n)d cases; in honest trial %(right)d of %(tried)d were right at the first guess.") % facts
        )
