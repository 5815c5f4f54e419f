"""Residents' addresses: at the root, without an account."""

from django.urls import path

from sixia.cases.public import receipt, say, track

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
]
