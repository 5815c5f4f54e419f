"""Addresses of standing rules, watches, topics of the months and shortfalls, all under /desk/."""

from django.urls import path

from sixia.problems.desk import focus, recurrence, rule_moves, shortfalls, standing_rules

urlpatterns = [
    path("desk/standing-rules", standing_rules.RuleList.as_view(), name="desk_rules"),
    path("desk/standing-rules/new", rule_moves.RuleNew.as_view(), name="desk_rule_new"),
    path("desk/standing-rules/<int:pk>", standing_rules.RuleView.as_view(), name="desk_rule"),
    path("desk/standing-rules/<int:pk>/trial", standing_rules.TrialPart.as_view(), name="desk_rule_trial"),
    path("desk/standing-rules/<int:pk>/cases/<slug:cut>", standing_rules.TrialCases.as_view(), name="desk_rule_cases"),
    path("desk/standing-rules/<int:pk>/<slug:move>", rule_moves.RuleMove.as_view(), name="desk_rule_move"),
    path("desk/recurrence", recurrence.WatchList.as_view(), name="desk_recurrences"),
    path("desk/recurrence/<int:pk>", recurrence.WatchView.as_view(), name="desk_recurrence"),
    path("desk/recurrence/<int:pk>/<slug:part>", recurrence.WatchCases.as_view(), name="desk_recurrence_cases"),
    path("desk/focus", focus.FocusView.as_view(), name="desk_focus"),
    path("desk/focus/choose", focus.ChooseView.as_view(), name="desk_focus_choose"),
    path("desk/focus/chosen", focus.FocusList.as_view(), name="desk_focus_chosen"),
    path("desk/focus/cases/<slug:cut>", focus.FocusCases.as_view(), name="desk_focus_cases"),
    path("desk/focus/<int:pk>", focus.FocusOne.as_view(), name="desk_focus_one"),
    path("desk/focus/<int:pk>/raise", focus.FocusRaise.as_view(), name="desk_focus_raise"),
    path("desk/focus/<int:pk>/drop", focus.DropView.as_view(), name="desk_focus_drop"),
    path("desk/shortfalls", shortfalls.ShortfallView.as_view(), name="desk_shortfalls"),
    path("desk/shortfalls/cases/<slug:measure>", shortfalls.ShortfallCases.as_view(), name="desk_shortfall_cases"),
]
