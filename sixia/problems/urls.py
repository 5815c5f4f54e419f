"""Addresses of this room: residents' at the root, officials' under /desk/."""

from django.urls import path

from sixia.problems import public
from sixia.problems.desk import lasting_urls, lists, moving, papers, problem, raising

urlpatterns = [
    *lasting_urls.urlpatterns,
    path("track/<str:receipt>/problems/<int:pk>", public.say, name="voice_problem"),
    path("desk/problems", lists.ProblemList.as_view(), name="desk_problems"),
    path("desk/problems/responsibilities", lists.ResponsibilityList.as_view(), name="desk_responsibilities"),
    path("desk/problems/tasks", lists.TaskList.as_view(), name="desk_tasks"),
    path("desk/problems/outcomes", lists.OutcomeList.as_view(), name="desk_outcomes"),
    path("desk/problems/new", raising.RaiseView.as_view(), name="desk_problem_new"),
    path("desk/problems/beside/<int:pk>", problem.BesideCase.as_view(), name="desk_case_problems"),
    path("desk/tasks/<int:pk>", problem.TaskView.as_view(), name="desk_task"),
    path("desk/problems/<int:pk>", problem.ProblemView.as_view(), name="desk_problem"),
    path("desk/problems/<int:pk>/paper", papers.ProblemPaper.as_view(), name="desk_problem_paper"),
    path("desk/problems/<int:pk>/files/<int:file>", problem.FileView.as_view(), name="desk_problem_file"),
    path("desk/problems/<int:pk>/<slug:move>", moving.ProblemMove.as_view(), name="desk_problem_move"),
]
