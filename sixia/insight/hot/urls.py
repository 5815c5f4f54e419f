"""Addresses of hot issues and early warnings, all under /desk/insight/hot."""

from django.urls import path

from sixia.insight.hot.desk import issues, warnings

urlpatterns = [
    path("hot", issues.HotView.as_view(), name="desk_hot"),
    path("hot/warnings", warnings.WarningList.as_view(), name="desk_warnings"),
    path("hot/warnings/<int:pk>", warnings.WarningView.as_view(), name="desk_warning"),
    path("hot/warnings/<int:pk>/cases", warnings.WarningCases.as_view(), name="desk_warning_cases"),
    path("hot/warnings/<int:pk>/<slug:move>", warnings.WarningMove.as_view(), name="desk_warning_move"),
    path("hot/<int:pk>", issues.IssueView.as_view(), name="desk_hot_issue"),
    path("hot/<int:pk>/cases", issues.IssueCases.as_view(), name="desk_hot_cases"),
    path("hot/<int:pk>/raise", issues.IssueRaise.as_view(), name="desk_hot_raise"),
]
