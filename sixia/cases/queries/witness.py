"""Whether residents' words and answers still are what the journal committed to: reads only."""

from collections.abc import Callable, Iterator
from json import loads

from django.utils.translation import gettext as _

from sixia.cases.models import Answer, Voice
from sixia.kit.chain import commitment
from sixia.kit.models import Entry
from sixia.kit.proof import Fault

CHUNK = 1000
EVENTS = ("VoiceHeard", "AnswerSent")


def altered_words(progress: Callable[[int], None] | None = None) -> Iterator[Fault]:
    """A fault for each voice or answer whose words are missing or differ from the commitment; read in pieces.

    Words that were erased on request have neither text nor salt and are no fault.
    """
    last, read = 0, 0
    while entries := list(Entry.objects.filter(pk__gt=last, event__in=EVENTS).order_by("pk")[:CHUNK]):
        bodies = [(entry, loads(entry.body)) for entry in entries]
        voices = Voice.objects.only("text", "salt").in_bulk([body["voice"] for _e, body in bodies if "voice" in body])
        answers = Answer.objects.in_bulk([body["answer"] for _e, body in bodies if "answer" in body])
        for entry, body in bodies:
            row = voices.get(body["voice"]) if entry.event == "VoiceHeard" else answers.get(body["answer"])
            if not _holds(row, body["text"]["witness"]):
                what = _("The words are not those that were taken down.")
                yield Fault("words", f"{entry.stream} #{entry.seq}", what)
        last, read = entries[-1].pk, read + len(entries)
        if progress:
            progress(read)


def _holds(row: Voice | Answer | None, promised: str) -> bool:
    if row is None:
        return False
    if not row.salt and not row.text:
        return True
    return commitment(row.salt, row.words if isinstance(row, Answer) else row.text) == promised
