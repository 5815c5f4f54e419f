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
        now, say = timezone.now(), self._say
        say(_("1 of 3: learning names of places and things from the newest voices …"))
        names = learn_names(now=now)
        say(_("%(n)d names of places and things are known.") % {"n": names})
        say(_("2 of 3: learning from confirmed cases; ten thousand take a minute or two …"))
        learnt = train(now=now)
        if learnt is None:
            say(_("Too few cases are confirmed to learn from: the catalog’s words are used."))
            return
        facts = {"n": learnt.texts, "right": learnt.card["right"], "tried": learnt.card["tried"]}
        say(_("Learnt from %(n)d cases; in honest trial %(right)d of %(tried)d were right at the first guess.") % facts)
        say(_("3 of 3: suggesting anew for what waits to be dispatched …"))
        say(_("%(n)d suggestions were made anew.") % {"n": refresh(now=now)})

    def _say(self, sentence: str) -> None:
        """At once, also where it is written to a file."""
        self.stdout.write(sentence)
        self.stdout.flush()
