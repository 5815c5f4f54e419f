"""Addresses of this room: residents' at the root, officials' under /desk/."""

from django.urls import path

from sixia.fieldwork.outreach.desk import coverage, policies, sessions
from sixia.fieldwork.outreach.public import checks, talks
from sixia.fieldwork.outreach.public import policies as public

urlpatterns = [
    path("policies", public.PublicList.as_view(), name="policies"),
    path("policies/<int:pk>", public.policy, name="policy"),
    path("policies/<int:pk>/<int:number>", public.policy, name="policy_version"),
    path("policies/<int:pk>/<int:number>/document/<int:file>", public.document, name="policy_document"),
    path("talks", talks.TalkList.as_view(), name="talks"),
    path("check", checks.by_code, name="check_code"),
    path("check/<str:code>", checks.check, name="check"),
    path("desk/policies", policies.PolicyList.as_view(), name="desk_policies"),
    path("desk/policies/new", policies.NewPolicyView.as_view(), name="desk_policy_new"),
    path("desk/policies/<int:pk>", policies.PolicyView.as_view(), name="desk_policy"),
    path("desk/policies/<int:pk>/asked", policies.DecideView.as_view(), name="desk_policy_asked"),
    path("desk/policies/<int:pk>/anew", policies.AnewView.as_view(), name="desk_policy_anew"),
    path("desk/versions/<int:pk>/write", policies.WriteView.as_view(), name="desk_version_write"),
    path("desk/versions/<int:pk>/document/<int:file>", policies.DocumentView.as_view(), name="desk_version_document"),
    path("desk/versions/<int:pk>/<slug:move>", policies.VersionMove.as_view(), name="desk_version_move"),
    path("desk/doubts/<int:pk>/<slug:move>", policies.DoubtMove.as_view(), name="desk_doubt_move"),
    path("desk/outreach", sessions.SessionList.as_view(), name="desk_sessions"),
    path("desk/outreach/new", sessions.NewSessionView.as_view(), name="desk_session_new"),
    path("desk/outreach/coverage", coverage.CoverageList.as_view(), name="desk_coverage"),
    path("desk/outreach/questions", coverage.QuestionList.as_view(), name="desk_asked"),
    path("desk/outreach/<int:pk>", sessions.SessionView.as_view(), name="desk_session"),
    path("desk/outreach/<int:pk>/hold", sessions.HoldView.as_view(), name="desk_session_hold"),
    path("desk/outreach/<int:pk>/count/<int:policy>", sessions.CountView.as_view(), name="desk_session_count"),
    path("desk/outreach/<int:pk>/link/<int:policy>", sessions.LinkView.as_view(), name="desk_session_link"),
    path("desk/outreach/<int:pk>/checks/<int:check>", sessions.CheckView.as_view(), name="desk_session_check"),
]
