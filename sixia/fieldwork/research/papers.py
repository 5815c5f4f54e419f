"""The report of a research topic as a Word file: every word of it is read from what was done, nothing is typed again.

Names of those who answered are not in it, nor confidential or secret cases.
"""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sixia.catalog.queries import current_book
from sixia.fieldwork.research.models import LOT, NEED, Site, Topic
from sixia.fieldwork.research.queries import coding, dissecting
from sixia.fieldwork.research.queries import topics as reads
from sixia.fieldwork.research.rules.tree import flat
from sixia.papers.render import Frame, render_docx
from sixia.papers.rules.kinds import Kind, Outline, Part, register
from sixia.people.actors import Actor

WORDS: Final = Path(__file__).parent / "outlines"
LANGUAGES: Final = ("zh", "en")
REPORT: Final = "research_report"
MOST_CASES: Final = 10
TITLE = gettext_lazy("Research report")
PARTS: Final = (
    Part("topic", gettext_lazy("Topic"), required=True),
    Part("question", gettext_lazy("Question to be answered"), required=True),
    Part("kind", gettext_lazy("Kind of research"), required=True),
    Part("lead", gettext_lazy("Who leads it")),
    Part("team", gettext_lazy("Team")),
    Part("period", gettext_lazy("Period")),
    Part("place", gettext_lazy("Territory asked about")),
    Part("methods", gettext_lazy("How")),
    Part("plan", gettext_lazy("Plan")),
    Part("lots", gettext_lazy("How sites were drawn")),
    Part("need", gettext_lazy("How need was reckoned")),
    Part("sites", gettext_lazy("Sites"), columns=(
        ("place", gettext_lazy("Place")), ("way", gettext_lazy("How chosen")), ("reason", gettext_lazy("Why there")),
    )),
    Part("outings", gettext_lazy("Visits made"), columns=(
        ("when", gettext_lazy("When")), ("place", gettext_lazy("Place")), ("how", gettext_lazy("How announced")),
        ("met", gettext_lazy("Residents met")),
    )),
    Part("interviews", gettext_lazy("Interviews")),
    Part("groups", gettext_lazy("Who answered"), columns=(
        ("group", gettext_lazy("Who answers")), ("interviews", gettext_lazy("Interviews")),
        ("people", gettext_lazy("How many answered")),
    )),
    Part("said", gettext_lazy("What they said, counted"), columns=(
        ("code", gettext_lazy("Code word")), ("answers", gettext_lazy("Answers given")),
        ("interviews", gettext_lazy("Interviews")),
    )),
    Part("agreement", gettext_lazy("How two coders agree")),
    Part("no_cases", gettext_lazy("When no case was taken apart")),
    Part("cases", gettext_lazy("Cases taken apart"), columns=(
        ("case", gettext_lazy("Case")), ("cost", gettext_lazy("What it cost")), ("why", gettext_lazy("Why it came to this")),
        ("stop", gettext_lazy("Who could have stopped it")), ("lesson", gettext_lazy("What holds elsewhere")),
    )),
    Part("no_findings", gettext_lazy("When nothing was found")),
    Part("findings", gettext_lazy("Findings"), columns=(
        ("words", gettext_lazy("What was found")), ("where", gettext_lazy("Where")), ("rests", gettext_lazy("Rests on")),
        ("problem", gettext_lazy("Problem raised")), ("became", gettext_lazy("It has become")),
    )),
    Part("conclusion", gettext_lazy("Conclusion of the topic")),
    Part("no_returns", gettext_lazy("When nobody went back")),
    Part("returns", gettext_lazy("What going back showed"), columns=(
        ("when", gettext_lazy("When")), ("place", gettext_lazy("Place")), ("result", gettext_lazy("How it stands now")),
        ("words", gettext_lazy("What was seen")),
    )),
)  # fmt: skip


def fill() -> None:
    """Make the kind known."""
    words = {language: tomllib.loads((WORDS / f"{language}.toml").read_text("utf-8")) for language in LANGUAGES}
    outlines = {language: Outline(found[REPORT]["title"], found[REPORT]["body"]) for language, found in words.items()}
    register(Kind(REPORT, TITLE, PARTS, outlines, addressed=False))


def report(topic: Topic, who: Actor, now: datetime) -> bytes:
    """The report as `who` may read it today, in the language of the rules in force. Raises Refused where a part is missing."""
    first = current_book(now).content.languages[0]
    language = first if first in LANGUAGES else "en"
    with translation.override({"zh": "zh-hans"}.get(language, language)):
        parts = {**_plan(topic), **_field(topic, who), **_material(topic, who, now), **_results(topic, who)}
        return render_docx(REPORT, parts, topic.unit, Frame(on=timezone.localdate(now), at=now, language=language))


def _plan(topic: Topic) -> dict[str, Any]:
    drawn = [
        _("List %(number)s: seed %(seed)s, %(pool)s places") % {"number": one.number, "seed": one.seed, "pool": len(one.pool)}
        for one in topic.suggestions.filter(way=LOT).order_by("number")
    ]
    reckoned = [
        _("List %(number)s: %(points)s") % {"number": one.number, "points": "、".join(one.weights_said)}
        for one in topic.suggestions.filter(way=NEED).order_by("number")
    ]
    sites = topic.sites.filter(left_at=None).select_related("place", "suggestion").order_by("pk")
    return {
        "topic": topic.title,
        "question": topic.question,
        "kind": str(topic.get_kind_display()),
        "lead": f"{topic.unit.said} {topic.lead.name}",
        "team": "、".join(topic.members.order_by("name").values_list("name", flat=True)),
        "period": f"{topic.since:%Y-%m-%d} – {topic.until:%Y-%m-%d}",
        "place": topic.place.name,
        "methods": "、".join(topic.methods_said),
        "plan": topic.plan,
        "lots": "；".join(drawn),
        "need": "；".join(reckoned),
        "sites": [{"place": row.place.name, "way": str(row.get_way_display()), "reason": _why(row)} for row in sites],
        "conclusion": topic.conclusion or _("The topic is not concluded yet."),
    }


def _why(site: Site) -> str:
    return site.reason or (site.suggestion.why(site.place_id) if site.suggestion else "") or "–"


def _field(topic: Topic, who: Actor) -> dict[str, Any]:
    went = [one.outing for one in reads.outings(topic, who) if one.outing.visit.state == "held"]
    first, back = [row for row in went if not row.back], [row for row in went if row.back and row.result]
    return {
        "outings": [
            {
                "when": f"{row.visit.date:%Y-%m-%d}",
                "place": row.visit.place.name,
                "how": _("announced") if row.visit.announced else _("unannounced"),
                "met": "–" if row.visit.met is None else str(row.visit.met),
            }
            for row in first
        ],
        "no_returns": "" if back else _("Nobody has gone back yet."),
        "returns": [
            {
                "when": f"{row.visit.date:%Y-%m-%d}",
                "place": row.visit.place.name,
                "result": str(row.get_result_display()),
                "words": row.words,
            }
            for row in back
        ],
    }


def _material(topic: Topic, who: Actor, now: datetime) -> dict[str, Any]:
    book, groups = coding.book(topic), reads.groups(topic)
    agreed = _("%(same)s of %(both)s answers") % {"same": book.agreed.same, "both": book.agreed.both}
    dissections = reads.dissections(topic, who)[:MOST_CASES]
    return {
        "interviews": str(sum(number for _group, number, _people in groups)),
        "groups": [{"group": group, "interviews": str(number), "people": str(people)} for group, number, people in groups],
        "said": [
            {"code": row.code.word, "answers": f"{row.answers} / {book.all_coded}", "interviews": str(row.interviews)}
            for row in book.codes
            if row.answers
        ],
        "agreement": agreed if book.agreed.both else "",
        "no_cases": "" if dissections else _("No case was taken apart for this topic."),
        "cases": [_case(row, who, now) for row in dissections],
    }


def _case(row: Any, who: Actor, now: datetime) -> dict[str, str]:
    cost = dissecting.cost(row.case, who, now)
    said = _("%(days)s days, %(hops)s times passed on, %(speaks)s times residents had to speak up, %(trips)s trips")
    whys = [f"{'　' * node.depth}{node.reason.text}" for node in flat(dissecting.tree(row))]
    stops = [f"{one.who}：{one.where}" + (f"（{one.how}）" if one.how else "") for one in row.stops.order_by("seq")]
    return {
        "case": f"#{row.case_id} {row.case.title}",
        "cost": said % {"days": cost.days, "hops": cost.hops, "speaks": cost.speaks, "trips": cost.trips},
        "why": "\n".join(whys) or "–",
        "stop": "\n".join(stops) or "–",
        "lesson": row.lesson or "–",
    }


def _results(topic: Topic, who: Actor) -> dict[str, Any]:
    rows = reads.findings_of(topic, who)
    none = "" if rows else _("Nothing has been written down as a finding yet.")
    return {"findings": [_finding(row) for row in rows], "no_findings": none}


def _finding(row: Any) -> dict[str, str]:
    counts = (
        (_("%(n)s interviews"), sum(1 for one in row.rests_on if one.interview_id)),
        (_("%(n)s visits"), sum(1 for one in row.rests_on if one.outing_id)),
        (_("%(n)s cases"), sum(1 for one in row.rests_on if one.case_id)),
    )
    became = f"{row.get_into_display()}：{row.became}" if row.into else _("nothing yet")
    return {
        "words": row.words,
        "where": "、".join(place.name for place in row.places.all()) or "–",
        "rests": "、".join(words % {"n": number} for words, number in counts if number) or "–",
        "problem": row.shown_problem.title if row.shown_problem else "–",
        "became": became,
    }
