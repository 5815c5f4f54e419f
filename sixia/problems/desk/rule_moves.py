"""Drafting a standing rule, and one page for every move on one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.kit.flow import Move
from sixia.problems.actions import standing_rules as acts
from sixia.problems.actions import trials
from sixia.problems.actions.standing_rules import DRAFTERS, NewRule
from sixia.problems.desk.moments import FormPage
from sixia.problems.forms.standing_rules import AdoptForm, ReasonForm, ReplaceForm, ReviewForm, RuleForm, TryForm, filled
from sixia.problems.lasting import norms
from sixia.problems.lasting.models import StandingRule
from sixia.problems.queries import recurrence
from sixia.problems.queries import standing_rules as reads


@dataclass(frozen=True, slots=True)
class Act:
    """What a move's page does: its form, the call (`call(rule, form, by=, now=)`), what is said, what stands in it at first."""

    form: type[forms.Form]
    call: Callable[..., object]
    done: str | Promise
    initial: Callable[[StandingRule, datetime], dict[str, Any]] = lambda rule, now: {}


def _plain(action: Any) -> Any:
    return lambda rule, form, **given: action(rule, **form.cleaned_data, **given)


def _new(form: Any) -> NewRule:
    given = form.cleaned_data
    named = {name: given[name] for name in ("title", "text", "category", "place", "unit")}
    return NewRule(**named, condition=form.condition())


def _reworded(rule: StandingRule, form: Any, **given: Any) -> None:
    acts.reword(rule, new=_new(form), **given)


def _review(rule: StandingRule, now: datetime) -> dict[str, Any]:
    return {"next_on": timezone.localdate(now) + timedelta(days=norms.number("standing_rule.review_days", now))}


ACTS: Final = {
    "try_out": Act(
        TryForm,
        _plain(trials.try_out),
        gettext_lazy("It is being tried. The page shows how far it is."),
        lambda rule, now: {"days": norms.number("standing_rule.trial_days", now)},
    ),
    "reword": Act(RuleForm, _reworded, gettext_lazy("Changed. Try it anew."), lambda rule, now: filled(rule)),
    "adopt": Act(
        AdoptForm,
        _plain(acts.adopt),
        gettext_lazy("In force from now on. The unit is reminded of its review."),
        lambda rule, now: {"unit": rule.unit, "review_on": norms.first_review(now)},
    ),
    "review": Act(ReviewForm, _plain(acts.review), gettext_lazy("Kept, with the numbers beside it."), _review),
    "replace": Act(ReplaceForm, _plain(acts.replace), gettext_lazy("Replaced. The old rule stays to be read.")),
    "withdraw": Act(ReasonForm, _plain(acts.withdraw), gettext_lazy("Ended. It stays to be read.")),
}


class RuleMove(FormPage):
    """`/desk/standing-rules/<pk>/<move>`: shown to whoever has the role for it, whatever the state; the action decides."""

    template = "problems/lasting/rule_move.html"

    @cached_property
    def rule(self) -> StandingRule:
        """The rule; 404 for whoever may not see it."""
        found = reads.rule_of(self.actor, self.kwargs["pk"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def move(self) -> Move:
        """The row of the table that the reader's roles reach; the one from the present state before others."""
        roles, name = self.rule.roles_of(self.actor), self.kwargs["move"]
        rows = [row for row in StandingRule.FLOW.moves if row.name == name and row.who & roles]
        if not rows or name not in ACTS:
            raise Http404
        return next((row for row in rows if self.rule.state in row.source), rows[0])

    @property
    def act(self) -> Act:
        """What the page does."""
        return ACTS[self.move.name]

    @property
    def form_class(self) -> type[forms.Form]:  # type: ignore[override] # it depends on the move
        """The move's form."""
        return self.act.form

    @property
    def done(self) -> str | Promise:  # type: ignore[override] # it depends on the move
        """What is said afterwards."""
        return self.act.done

    def initial(self) -> dict[str, Any]:
        """What stands in the form at first."""
        return self.act.initial(self.rule, self.now)

    def offer(self, form: Any) -> None:
        """A draft keeps its problems; another rule is chosen from those in force."""
        if isinstance(form, RuleForm):
            form.offer([])
        elif isinstance(form, ReplaceForm):
            form.offer(self.rule)

    def shown(self) -> dict[str, Any]:
        """The rule, the move, and for a review what the watch suggests."""
        move, rule = self.move, self.rule
        found: dict[str, Any] = {"rule": rule, "move": move, "possible": rule.state in move.source, "back": self.home()}
        if move.name == "review" and found["possible"]:
            seen = recurrence.for_reader(recurrence.of_rule(rule, self.now), self.actor, self.now)
            found |= {"watch": seen, "suggested": seen.suggests}
        return found

    def do(self, form: Any) -> str:
        """Make the move."""
        self.act.call(self.rule, form, by=self.actor, now=self.now)
        return self.home()

    def home(self) -> str:
        """The rule's page."""
        return reverse("desk_rule", args=[self.rule.pk])


class RuleNew(FormPage):
    """`/desk/standing-rules/new`: a draft, from one solved problem or several; `?problem=` chooses one."""

    roles = DRAFTERS
    form_class = RuleForm
    template = "problems/lasting/draft.html"
    done = gettext_lazy("Drafted. Now try it on past cases.")

    @cached_property
    def problems(self) -> list[Any]:
        """Solved problems to choose from."""
        return list(reads.solved(self.actor))

    def initial(self) -> dict[str, Any]:
        """From the problem of the address, where there is one."""
        asked = self.request.GET.get("problem", "")
        chosen = next((row for row in self.problems if str(row.pk) == asked), None)
        if chosen is None:
            return {}
        return {
            "problems": [chosen.pk],
            "category": chosen.category,
            "when": chosen.category,
            "place": chosen.place,
            "unit": chosen.unit,
        }

    def offer(self, form: Any) -> None:
        """The problems."""
        form.offer(self.problems)

    def shown(self) -> dict[str, Any]:
        """Title and way back."""
        return {"title": _("Draft a standing rule"), "problems": self.problems, "back": reverse("desk_rules")}

    def do(self, form: Any) -> str:
        """Draft it."""
        problems = list(form.cleaned_data.get("problems") or ())
        rule = acts.draft(_new(form), problems=problems, by=self.actor, now=self.now)
        return reverse("desk_rule", args=[rule.pk])
