"""Whoever is erased from a case is erased from the reception as well."""

from sixia.cases import actions as cases
from sixia.cases.events import VoiceErased
from sixia.config.wiring import REACTIONS
from sixia.fieldwork.reception.models import Act, Booking
from sixia.fieldwork.reception.reactions import forget_booker
from sixia.interop.models import Message
from sixia.kit import jobs
from sixia.kit.journal import timeline
from tests.fieldwork.reception.making import ABOUT, STARTS, booked, fresh
from tests.fieldwork.reception.test_acts import act, sitting
from tests.town import DAY, Town


def test_booking_acts_and_words_are_emptied_and_other_peoples_are_not(town: Town) -> None:
    talk = sitting(town)
    done = act(town, talk, Act.HEARD, text=ABOUT)
    other, _done = booked(talk.day, by=town.who("clerk"), now=STARTS, way="walk_in")
    assert done.act.voice
    voice = done.act.voice
    cases.withdraw(voice, reason="不反映了", by=town.resident(voice), now=STARTS + DAY)
    cases.erase(done.act.voice.receipt, reason="本人要求", by=town.who("privacy"), now=STARTS + DAY)
    jobs.run_due(STARTS + DAY)
    row = fresh(Booking, talk.pk)
    assert (row.name, row.phone, row.phone_index, row.about) == ("", "", "", "")
    assert Act.objects.get(pk=done.act.pk).text == ""
    told = [line for line in timeline(talk.stream) if line.event == "ReceptionActed"]
    assert not any(line.words.get("text") for line in told)
    assert fresh(Booking, other.pk).about == ABOUT
    assert not Message.objects.filter(booking=talk).exclude(address="").exists()
    assert Message.objects.filter(booking=other).exclude(address="").exists()
    assert forget_booker in REACTIONS[VoiceErased]
