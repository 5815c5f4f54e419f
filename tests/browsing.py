"""Browsers that have opened a resident's matter."""

from django.test import Client

from sixia.cases.models import Voice
from sixia.cases.queries.own import mark_of
from sixia.people.middleware import VOICES


def opens(client: Client, *voices: Voice) -> Client:
    """This browser has opened these voices by their passcodes."""
    session = client.session
    session[VOICES] = [[voice.pk, mark_of(voice.passcode)] for voice in voices]
    session.save()
    return client
