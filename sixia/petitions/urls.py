"""Addresses of this room: officials under /desk/petitions, residents under their receipt."""

from django.urls import path

from sixia.petitions import public
from sixia.petitions.desk import lists, pages, papers

urlpatterns = [
    path("desk/petitions", lists.Office.as_view(), name="petitions"),
    path("desk/petitions/mine", lists.Mine.as_view(), name="petitions_mine"),
    path("desk/petitions/reviews", lists.Reviews.as_view(), name="petitions_reviews"),
    path("desk/petitions/unserved", lists.Unserved.as_view(), name="petitions_unserved"),
    path("desk/petitions/new", pages.TakePage.as_view(), name="petition_new"),
    path("desk/petitions/register/<int:pk>", pages.RegisterPage.as_view(), name="petition_register"),
    path("desk/petitions/notices/<int:pk>", pages.NoticePage.as_view(), name="petition_notice"),
    path("desk/petitions/notices/<int:pk>/<slug:form>", papers.NoticePaper.as_view(), name="petition_paper"),
    path("desk/petitions/<int:pk>/<slug:move>", pages.MovePage.as_view(), name="petition_move"),
    path("track/<str:receipt>/petition", public.page, name="voice_petition"),
    path("track/<str:receipt>/petition/papers/<int:pk>/<slug:form>", public.paper, name="voice_petition_paper"),
    path("track/<str:receipt>/petition/review", public.ask, name="voice_petition_ask"),
    path("track/<str:receipt>/petition/agreement", public.agreement, name="voice_petition_agreement"),
]
