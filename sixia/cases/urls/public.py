"""Residents' addresses: at the root, without an account."""

from django.urls import path

from sixia.cases.public import files, listing, pages, proof, receipt, say, track

urlpatterns = [
    path("", say.say, name="say"),
    path("tell", say.tell, name="tell"),
    path("understood", say.understood, name="understood"),
    path("preview", say.preview, name="preview"),
    path("receipt/<str:receipt>", receipt.receipt, name="receipt"),
    path("track", track.track, name="track"),
    path("leave", track.leave, name="leave"),
    path("v/<str:token>", track.link, name="voice_link"),
    path("track/<str:receipt>", track.voice, name="voice"),
    path("track/<str:receipt>/add", track.add, name="voice_add"),
    path("track/<str:receipt>/verdict", track.verdict, name="voice_verdict"),
    path("track/<str:receipt>/withdraw", track.withdraw, name="voice_withdraw"),
    path("track/<str:receipt>/files/<int:pk>", files.download, name="voice_file"),
    path("track/<str:receipt>/proof", proof.page, name="voice_proof"),
    path("track/<str:receipt>/proof.json", proof.download, name="voice_proof_file"),
    path("verify_receipt.py", proof.program, name="verify_receipt"),
    path("cases", listing.PublicList.as_view(), name="public_cases"),
    path("cases/map", listing.chart, name="public_map"),
    path("cases/<int:pk>", listing.one, name="public_case"),
    path("lost", pages.lost, name="lost"),
    path("help", pages.help_, name="help"),
    path("privacy", pages.privacy, name="privacy"),
]
