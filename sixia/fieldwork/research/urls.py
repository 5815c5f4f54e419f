"""Addresses of this room, all of them officials'."""

from django.urls import path

from sixia.fieldwork.research.desk import (
    codes,
    dissections,
    findings,
    interviews,
    outings,
    papers,
    register,
    sites,
    topics,
    written,
)

urlpatterns = [
    path("desk/research", register.TopicList.as_view(), name="desk_research"),
    path("desk/research/new", topics.NewView.as_view(), name="desk_research_new"),
    path("desk/research/findings", register.FindingList.as_view(), name="desk_research_findings"),
    path("desk/research/<int:pk>", topics.TopicView.as_view(), name="desk_research_topic"),
    path("desk/research/<int:pk>/move/<slug:move>", topics.TopicMove.as_view(), name="desk_research_move"),
    path("desk/research/<int:pk>/sites", sites.SitesView.as_view(), name="desk_research_sites"),
    path("desk/research/<int:pk>/go", outings.GoView.as_view(), name="desk_research_go"),
    path("desk/research/<int:pk>/interviews", interviews.InterviewList.as_view(), name="desk_research_interviews"),
    path("desk/research/<int:pk>/interviews/new", interviews.AskView.as_view(), name="desk_research_ask"),
    path("desk/research/<int:pk>/codes", codes.CodesView.as_view(), name="desk_research_codes"),
    path("desk/research/<int:pk>/codes/<int:code>", codes.CodeView.as_view(), name="desk_research_code"),
    path("desk/research/<int:pk>/codes/written/<int:survey>", written.WrittenView.as_view(), name="desk_research_written"),
    path("desk/research/<int:pk>/dissect", dissections.DissectView.as_view(), name="desk_research_dissect"),
    path("desk/research/<int:pk>/findings/new", findings.FindView.as_view(), name="desk_research_find"),
    path("desk/research/<int:pk>/paper", papers.ReportPaper.as_view(), name="desk_research_paper"),
    path("desk/research/sites/<int:pk>/leave", sites.LeaveView.as_view(), name="desk_research_leave"),
    path("desk/research/outings/<int:pk>/back", outings.BackView.as_view(), name="desk_research_back"),
    path("desk/research/outings/<int:pk>/result", outings.ResultView.as_view(), name="desk_research_result"),
    path("desk/research/interviews/<int:pk>", interviews.InterviewView.as_view(), name="desk_research_interview"),
    path("desk/research/interviews/<int:pk>/look", interviews.LookView.as_view(), name="desk_research_look"),
    path("desk/research/interviews/<int:pk>/withdraw", interviews.WithdrawView.as_view(), name="desk_research_withdraw"),
    path("desk/research/dissections/<int:pk>", dissections.DissectionView.as_view(), name="desk_research_dissection"),
    path("desk/research/findings/<int:pk>", findings.FindingView.as_view(), name="desk_research_finding"),
    path("desk/research/findings/<int:pk>/change", findings.RewordView.as_view(), name="desk_research_reword"),
    path("desk/research/findings/<int:pk>/raise", findings.RaiseView.as_view(), name="desk_research_raise"),
    path("desk/research/findings/<int:pk>/convert", findings.ConvertView.as_view(), name="desk_research_convert"),
]
