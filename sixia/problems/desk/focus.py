"""The topic of a month: what the numbers suggest and why, the leader's choice beside it, and the cases behind each number."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from sixia.cases.models import Case
from sixia.people.desk.base import DeskMixin
from sixia.problems.actions import focusing
from sixia.problems.actions.focusing import AHEAD, CHOOSERS
from sixia.problems.actions.raising import MOST_TITLE
from sixia.problems.desk.moments import BOARDS, FormPage, Moment
from sixia.problems.forms.standing_rules import ChooseForm, DropForm, FocusProblemForm
from sixia.problems.lasting.models import Focus
from sixia.problems.lasting.norms import number
from sixia.problems.lasting.standing import WORKING
from sixia.problems.queries import focus as reads
from sixia.problems.queries import reading
from sixia.problems.queries.standing_rules import category
from sixia.ui.lists import Column, ListPage, Order


def later(month: date, by: int) -> date:
    """The first day of a month so many months later."""
    years, rest = divmod(month.month - 1 + by, 12)
    return date(month.year + years, rest + 1, 1)


def title_of(place: str, name: str) -> str:
    """The line a problem from a topic begins with."""
    return f"{place}：{name}"[:MOST_TITLE]


class FocusView(Moment, View):
    """`/desk/focus`: candidates of the reader's territory, with the parts of each score; what this month was given to."""

    roles = BOARDS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        month = reads.month_of(self.now)
        rows = reads.suggested(self.actor, self.root, self.now)
        context = {
            "rows": [(category(row.facts.category, self.book), row) for row in rows],
            "chosen": [(category(row.category, self.book), row) for row in reads.of_month(self.actor, month)],
            "taken": {row.category for row in reads.of_month(self.actor, month)},
            "chooses": any(self.root.path.startswith(scope) for scope in self.actor.scopes(*CHOOSERS)),
            "days": number("focus.days", self.now),
            "long_days": number("focus.long_days", self.now),
            "month": month,
            "root": self.root,
            "now": self.now,
        }
        return render(request, "problems/lasting/focus.html", context)


class ChooseView(FormPage):
    """`/desk/focus/choose?category=`: give this month, or one of the next, to a topic."""

    roles = CHOOSERS
    form_class = ChooseForm
    template = "problems/lasting/choose.html"
    done = gettext_lazy("Chosen. What was suggested stays beside the choice.")

    @property
    def asked(self) -> str:
        """The category of the address or of the form."""
        return self.request.POST.get("category") or self.request.GET.get("category", "")

    def initial(self) -> dict[str, Any]:
        """The month and the category of the address."""
        return {"month": reads.month_of(self.now), "category": self.asked[:64]}

    def offer(self, form: Any) -> None:
        """The present month and the next ones to choose from."""
        present = reads.month_of(self.now)
        months = [later(present, n) for n in range(AHEAD + 1)]
        choices = [(month.isoformat(), date_format(month, "YEAR_MONTH_FORMAT")) for month in months]
        form.fields["month"] = forms.TypedChoiceField(label=_("Month"), choices=choices, coerce=date.fromisoformat)
        if not self.behind:
            del form.fields["problem"]

    @cached_property
    def behind(self) -> int:
        """From how many cases a problem would grow."""
        return len(reads.behind(self.actor, self.asked, self.root, self.now))

    def shown(self) -> dict[str, Any]:
        """The candidate with its parts, where it is one."""
        if not self.book.chain(self.asked):
            raise Http404
        rows = reads.suggested(self.actor, self.root, self.now)
        return {
            "title": _("Give the month to a topic"),
            "name": category(self.asked, self.book),
            "row": next((row for row in rows if row.facts.category == self.asked), None),
            "root": self.root,
            "similar": reading.similar(self.root.path, self.asked, self.actor),
            "back": reverse("desk_focus"),
        }

    def do(self, form: Any) -> str:
        """Choose it."""
        given = form.cleaned_data
        title = title_of(self.root.name, category(given["category"], self.book)) if given.get("problem") else ""
        kept = {"month": given["month"], "place": self.root, "reason": given["reason"]}
        made = focusing.choose(given["category"], **kept, raises=title, by=self.actor, now=self.now)
        return reverse("desk_focus_one", args=[made.pk])


class FocusPage(Moment):
    """A page about one topic; 404 for whoever may not see it."""

    @cached_property
    def focus(self) -> Focus:
        """The topic."""
        found = reads.focus_of(self.actor, self.kwargs["pk"])
        if found is None:
            raise Http404
        return found


class FocusOne(FocusPage, View):
    """`/desk/focus/<pk>`: a choice with what was suggested then."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page."""
        row = self.focus
        mine = row.dropped_at is None and any(row.place_path.startswith(s) for s in self.actor.scopes(*CHOOSERS))
        context = {
            "focus": row,
            "name": category(row.category, self.book),
            "suggested": [(category(one["category"], self.book), one) for one in row.suggested],
            "drops": mine,
            "raises": mine and row.problem_id is None and bool(reads.behind(self.actor, row.category, row.place, self.now)),
            "problem": reads.problem_of(self.actor, row),
            "now": self.now,
        }
        return render(request, "problems/lasting/focus_one.html", context)


class FocusRaise(FocusPage, FormPage):
    """`/desk/focus/<pk>/raise`: a problem from the topic, with all that is known filled in."""

    roles = CHOOSERS
    template = "problems/lasting/focus_raise.html"
    form_class = FocusProblemForm
    done = gettext_lazy("Raised. Name now who answers for it, or leave that to the supervisor.")

    def initial(self) -> dict[str, Any]:
        """What the topic already says."""
        name = category(self.focus.category, self.book)
        return {"title": title_of(self.focus.place.name, name), "words": self.focus.reason}

    def shown(self) -> dict[str, Any]:
        """The cases it grows from and open problems like it; 404 in a territory that is not the reader's."""
        row = self.focus
        if not any(row.place_path.startswith(scope) for scope in self.actor.scopes(*CHOOSERS)):
            raise Http404
        return {
            "title": _("Raise a problem"),
            "name": f"{category(row.category, self.book)} · {row.place.name}",
            "cases": reads.behind(self.actor, row.category, row.place, self.now),
            "most": reads.MOST_BEHIND,
            "similar": reading.similar(row.place_path, row.category, self.actor),
            "back": reverse("desk_focus_one", args=[row.pk]),
        }

    def do(self, form: Any) -> str:
        """Raise it."""
        made = focusing.raise_from(self.focus, **form.cleaned_data, by=self.actor, now=self.now)
        return reverse("desk_problem", args=[made.pk])


class DropView(FocusPage, FormPage):
    """`/desk/focus/<pk>/drop`."""

    roles = CHOOSERS
    form_class = DropForm
    done = gettext_lazy("Taken back. The choice stays to be read.")

    def shown(self) -> dict[str, Any]:
        """Title and way back."""
        name = category(self.focus.category, self.book)
        return {"title": _("Take the topic back"), "name": name, "back": reverse("desk_focus_one", args=[self.focus.pk])}

    def do(self, form: Any) -> str:
        """Take it back."""
        focusing.drop(self.focus, reason=form.cleaned_data["reason"], by=self.actor, now=self.now)
        return reverse("desk_focus_one", args=[self.focus.pk])


class FocusList(DeskMixin, ListPage):
    """`/desk/focus/chosen`: every topic that was chosen."""

    roles = WORKING
    title = gettext_lazy("Topics of the months")
    template_name = "problems/lasting/topics.html"
    columns = (
        Column("month", gettext_lazy("Month"), "month", cell="problems/lasting/cells/month.html"),
        Column("category", gettext_lazy("Topic of the month"), "category", cell="problems/lasting/cells/topic.html", lead=True),
        Column("place", gettext_lazy("Place"), "place.name"),
        Column("rank", gettext_lazy("Place among the suggestions"), "rank", css="num"),
        Column("by", gettext_lazy("Chosen by"), "chosen_by.name"),
        Column("reason", gettext_lazy("Why"), "reason", screen=False),
    )
    orders = (Order("new", gettext_lazy("Newest first"), ("-month",)),)
    empty_title = gettext_lazy("No topic was chosen yet")

    def queryset(self) -> QuerySet[Focus]:
        """Topics the reader may see."""
        return reads.chosen(self.actor)

    def row_url(self, row: Focus) -> str:
        """The topic's page."""
        return reverse("desk_focus_one", args=[row.pk])


CUTS = {"said": gettext_lazy("Said in the span"), "waiting": gettext_lazy("Open for long")}


class FocusCases(Moment, ListPage):
    """`/desk/focus/cases/<cut>?category=`: exactly the cases behind a number of a candidate."""

    roles = BOARDS
    template_name = "problems/lasting/cases.html"
    columns = (
        Column("number", gettext_lazy("Number"), "pk", screen=False),
        Column("title", gettext_lazy("Matter"), "title", lead=True),
        Column("state", gettext_lazy("State"), "state_label"),
        Column("place", gettext_lazy("Place"), "place.name"),
        Column("heard", gettext_lazy("Heard"), "heard_at", cell="problems/lasting/cells/heard.html"),
    )
    orders = (Order("new", gettext_lazy("Heard"), ("-heard_at",)),)
    empty_title = gettext_lazy("No such case")

    @property
    def title(self) -> Any:  # type: ignore[override] # a list's title is fixed elsewhere; here it is the number's name
        """The number's name."""
        if self.kwargs["cut"] not in CUTS:
            raise Http404
        return CUTS[self.kwargs["cut"]]

    def queryset(self) -> QuerySet[Case]:
        """The rows that were counted for this reader."""
        if self.kwargs["cut"] not in CUTS:
            raise Http404
        read = {"said": reads.said, "waiting": reads.waiting}[self.kwargs["cut"]]
        rows = read(self.actor, self.root, self.now).select_related("place__parent")
        asked = self.request.GET.get("category", "")
        return rows.filter(category=asked) if asked else rows

    def row_url(self, row: Case) -> str:
        """The case page."""
        return reverse("desk_case", args=[row.pk])

    def context(self) -> dict[str, Any]:
        """The way back."""
        return {"back": reverse("desk_focus"), "back_label": _("Topic of the month")}
