"""The proof of one voice: of its case's record what concerns this resident in full, of all else only the hashes."""

from json import loads
from typing import Any

from sixia.cases.models import Answer, Voice
from sixia.cases.queries.telling import may_know
from sixia.kit.crypto import ring
from sixia.kit.journal import timeline
from sixia.kit.proof import receipt_proof

OWN_WORDS = ("ResidentAdded", "VoiceWithdrawn")
ASKED = "ResidentAsked"


def proof_of(voice: Voice) -> dict[str, Any]:
    """The proof, ready for JSON: own words and the answers in clear, nothing of other residents, no officials' notes."""
    stream = voice.stream
    lines = [line for line in timeline(stream) if may_know(line.event, line.facts, voice.pk)]
    disclose = [(line.seq, name) for line in lines if line.event in (*OWN_WORDS, ASKED) for name in line.words]
    proof = receipt_proof(stream, ring=ring(), disclose=disclose, shown=lambda event, facts: may_know(event, facts, voice.pk))
    answers = {row.pk: row for row in Answer.objects.filter(case_id=voice.case_id, state=Answer.SENT)}
    for entry in proof["entries"]:
        if "withheld" not in entry:
            _add_kept_words(entry, voice, answers)
    return proof


def _add_kept_words(entry: dict[str, Any], voice: Voice, answers: dict[int, Answer]) -> None:
    """Words that are kept in rows rather than beside the journal: what was said, and what was answered."""
    facts = loads(entry["body"])
    if entry["event"] == "VoiceHeard":
        entry["words"]["text"] = {"salt": voice.salt, "text": voice.text}
    elif entry["event"] == "AnswerSent" and (made := answers.get(facts["answer"])) is not None:
        entry["words"]["text"] = {"salt": made.salt, "text": made.words}
