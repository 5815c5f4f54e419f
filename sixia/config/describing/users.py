"""Who uses what is filled in, by the field's name: one meaning for one name in the whole house.

A form whose field means something else says so itself, in one line: `used_by = {"note": "the call-back clerk"}`.
"""

from typing import Final

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "whoever must act on it, and the residents who read what became of it": (
        *("text", "words", "about", "request", "summary", "title", "what", "matter", "items", "question"),
    ),
    "the unit that must act, to find the spot, and the figures by place": (
        *("place", "place_note", "places", "spot", "site", "where", "address"),
    ),
    "everybody it concerns, who reads why it was decided so, and whoever reviews the decision": (
        *("reason", "reasons", "ground", "basis", "granted", "conclusion", "opinion", "outcome", "level", "how"),
    ),
    "the rules of the county, which choose unit, time limit and wording by it": (
        *("kind", "kinds", "category", "urgent", "triage", "synonyms", "keywords", "sheet", "amount"),
        *("extension_amount", "extensions", "four_eyes", "times", "months", "voices", "when"),
    ),
    "the call-back clerk and the unit, to reach the resident; sealed, and each look is written down": (
        *("name", "phone", "email", "wants", "id_number", "help_note"),
    ),
    "nobody but the desk: it keeps unit and readers from learning who it is": (
        *("secret", "minor", "behalf", "for_other", "consent"),
    ),
    "the software, which keeps those complained about from finding the matter": (
        *("about_people", "about_unit", "about_unit2", "about_units", "about_who"),
    ),
    "the resident, who gets an answer or finds the matter again by it": (
        *("receipt", "passcode", "calm", "answer", "seen", "reply"),
    ),
    "the software, to know what was sent twice or belongs together": (*("client", "token", "into", "also", "apart", "again"),),
    "the unit whose figures it makes, and the public figures": (
        *("solved", "satisfied", "decent", "agree", "comment", "reached"),
    ),
    "whoever goes on with it, and the story of the matter": (
        *("note", "facts", "said", "report", "result", "lesson", "meaning", "word"),
    ),
    "the clock, which reminds and tells when it is late": (
        *("due_on", "until", "days", "perform_by", "return_due", "review_on", "next_on", "wanted_at", "valid_from"),
        *("valid_to",),
    ),
    "whoever plans or comes: the calendar, the page of the day and its paper": (
        *("day", "first", "last", "last_day", "opens", "closes", "at", "since", "month", "moment", "capacity"),
        *("announced", "form", "portfolio", "purpose", "purposes", "quota", "methods", "surveys", "plan", "group", "groups"),
    ),
    "whoever it is meant for: the readers of the files, the hearers of the policy": (*("audience",),),
    "those who come or take part, to have room for them; in a confidential matter the software, which keeps those named out": (
        *("people", "units"),
    ),
    "residents who need it to get in or be understood": (*("wheelchair", "interpreter", "home_visit", "ways", "way", "to"),),
    "whoever must do it, and everybody who asks who answers for it": (
        *("unit", "leader", "led_by", "lead", "account", "helpers", "assisting", "members", "chair", "mediator"),
        *("desk", "proposed", "successor", "other", "parent", "who", "role", "username", "issuer"),
    ),
    "whoever checks that it was done as said: resident, supervisor, inspector": (
        *("attached", "evidence", "link", "photos", "files_to_resident", "document", "file", "done_on", "checked"),
        *("remedies",),
    ),
    "the petition's file, as the Regulations require": (
        *("channel", "earlier", "parties", "held_on", "record", "received_by", "manner", "means", "terms", "present"),
        *("agreed", "ref", "number"),
    ),
    "whoever looks for the common cause, and the list of problems": (
        *("cause", "scale", "case", "cases", "problem", "problems"),
    ),
    "whoever does the next step of the same plan": (*("step", "duty", "task", "voice", "voice_kind", "outing", "outings"),),
    "whoever writes or mends the policy, to see what is not understood": (
        *("answers", "questions", "policy", "policies", "rule", "count", "interviews"),
    ),
    "the coverage of places, which shows where nobody goes": ("met",),
    "whoever sets up the installation": (*("code", "function", "name_en", "password"),),
    "the reader alone: nothing of it is kept": (*("q",),),
}
"""Sentences, and the names of the fields they hold for."""

USERS: Final[dict[str, str]] = {name: sentence for sentence, names in GROUPS.items() for name in names}
