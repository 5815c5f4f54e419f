"""Issues kept up with the voices that come in, a few at a time; run by the worker, never in a request."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from sixia.cases.models import Voice
from sixia.insight.hot.models import Issue, Member, Sign, Wordbook
from sixia.insight.hot.queries import voices
from sixia.insight.hot.rules import finding, lexicon, marks
from sixia.insight.hot.rules.clusters import SIGNS, Cluster, Pile, merge
from sixia.insight.hot.rules.lexicon import Lexicon
from sixia.insight.hot.rules.marks import Said
from sixia.kit.journal import hold
from sixia.places.models import Place
from sixia.places.rules.codes import path_parts

LEARN_FROM: Final = 8_000
"""So many of the newest voices teach the county's words: some 15 s of the worker, once a week."""
LEARN_AGAIN: Final = timedelta(days=7)
ENOUGH: Final = 50
"""With fewer voices there are no words to learn."""
AT_ONCE: Final = 500
"""So many voices are grouped by one tick; what is left, by the next."""
ALIVE: Final = timedelta(days=180)
"""An issue nobody has spoken of for so long takes no further voice."""
NEAR_MOST: Final = 4_000
"""So many issues are held while a batch of voices is grouped: some 30 MB."""
CHUNK: Final = 400
JOINED_LATE: Final = timedelta(days=45)
DESCRIBED: Final = 200
"""An issue is described from so many of its newest voices."""


def keep(now: datetime) -> bool:
    """Group voices that came since the last time, AT_ONCE at most; whether there may be more."""
    book = _wordbook(now)
    if book is None:
        return False
    with transaction.atomic():
        hold("hot:issues")
        book.refresh_from_db()
        return _group(book) == AT_ONCE


def tidy(now: datetime) -> None:
    """Put issues together that have turned out to be one. Run daily."""
    book = Wordbook.objects.first()
    if book is None:
        return
    with transaction.atomic():
        hold("hot:issues")
        rows = list(Issue.objects.filter(last_at__gte=now - JOINED_LATE).order_by("pk"))
        words = Lexicon.of(book.body)
        for parts in merge([row.cluster for row in rows]):
            if len(parts) > 1:
                _join(rows[parts[0]], [rows[n] for n in parts[1:]], words)


def forget(voice: int) -> None:
    """Take a voice out of its issue: it was erased, or has become confidential. An issue without voices goes with it."""
    with transaction.atomic():
        hold("hot:issues")
        member = Member.objects.filter(voice=voice).select_related("issue").first()
        if member is None:
            return
        issue = member.issue
        member.delete()
        book = Wordbook.objects.first()
        if book is None or not issue.members.exists():
            issue.delete()
        else:
            _describe([issue], Lexicon.of(book.body))


def learn(now: datetime, *, most: int = LEARN_FROM, since: int | None = None) -> Wordbook | None:
    """Learn the county's words anew from the newest voices; None while there are too few. The first time, voices up to the key
    `since` are passed over, or those that are not learnt from."""
    rows = voices.said(voices.grouped().select_related("case__place", "place").order_by("-pk")[:most])
    if len(rows) < ENOUGH:
        return None
    learnt = lexicon.learn(["\n".join(marks.form(one)) for one in rows])
    book = Wordbook.objects.first() or Wordbook(read=min(one.key for one in rows) - 1 if since is None else since)
    book.made_at, book.texts, book.body = now, learnt.texts, learnt.plain()
    book.save()
    return book


def _wordbook(now: datetime) -> Wordbook | None:
    book = Wordbook.objects.first()
    if book is None or now - book.made_at >= LEARN_AGAIN:
        return learn(now) or book
    return book


def _group(book: Wordbook) -> int:
    """Returns how many voices were looked at."""
    fresh = voices.grouped().filter(pk__gt=book.read).select_related("case__place", "place")
    rows = list(fresh.order_by("pk")[:AT_ONCE])
    if not rows:
        return 0
    words = Lexicon.of(book.body)
    placed = set(Member.objects.filter(voice__in=[voice.pk for voice in rows]).values_list("voice_id", flat=True))
    said = [one for one in voices.said(rows) if one.key not in placed]
    marked = [(one, mark) for one in said if (mark := marks.mark(one, words)).what or mark.where]
    known = _near({word for _one, mark in marked for word in mark.heaviest(SIGNS)}, min((one.at for one in said), default=None))
    pile = Pile({issue.pk: issue.cluster for issue in known.values()})
    members: dict[int, list[Said]] = defaultdict(list)
    for one, mark in marked:
        members[pile.take(mark, one.at)].append(one)
    touched = _write(known, members, pile, {voice.pk: voice for voice in rows})
    _describe([issue for issue in touched if issue.size > 1], words)
    book.read = rows[-1].pk
    book.save(update_fields=["read"])
    return len(rows)


def _near(words: Collection[str], first: datetime | None) -> dict[int, Issue]:
    """The issues that are found by any of these words, the ones that share most of them first."""
    if first is None:
        return {}
    shared = Counter[int]()
    asked = sorted(word[:80] for word in words)
    for at in range(0, len(asked), CHUNK):
        rows = Sign.objects.filter(word__in=asked[at : at + CHUNK], issue__last_at__gte=first - ALIVE)
        shared.update(rows.values_list("issue_id", flat=True))
    return Issue.objects.in_bulk([pk for pk, _n in shared.most_common(NEAR_MOST)])


def _write(known: dict[int, Issue], members: Mapping[int, Sequence[Said]], pile: Pile, rows: Mapping[int, Voice]) -> list[Issue]:
    """The issues that have grown or begun, with their new voices, as rows."""
    begun = {number: _begin(rows[said[0].key]) for number, said in members.items() if number not in known}
    touched = {number: known.get(number) or begun[number] for number in members}
    for number, issue in touched.items():
        cluster = pile.clusters[number]
        issue.body, issue.size = cluster.plain(), cluster.size
        issue.first_at, issue.last_at = cluster.first or issue.first_at, cluster.last or issue.last_at
    Issue.objects.bulk_create(begun.values(), batch_size=CHUNK)
    grown = [issue for number, issue in touched.items() if number in known]
    Issue.objects.bulk_update(grown, ["body", "size", "first_at", "last_at"], batch_size=100)
    joined = [
        Member(issue=touched[number], voice_id=one.key, again=one.again) for number, said in members.items() for one in said
    ]
    Member.objects.bulk_create(joined, batch_size=CHUNK)
    _sign([(issue, pile.clusters[number]) for number, issue in touched.items()])
    return list(touched.values())


def _begin(voice: Voice) -> Issue:
    case, at = voice.case, voice.heard_at
    return Issue(line="", said_by=voice, body={}, place_path=case.place_path, place=case.place, first_at=at, last_at=at)


def _sign(pairs: Sequence[tuple[Issue, Cluster]]) -> None:
    """Have the issues found by their present heavy words."""
    Sign.objects.filter(issue__in=[issue for issue, _cluster in pairs]).delete()
    rows = [
        Sign(issue=issue, word=word)
        for issue, cluster in pairs
        for word in dict.fromkeys(w[:80] for w in cluster.heaviest(SIGNS))
    ]
    Sign.objects.bulk_create(rows, batch_size=CHUNK)


def _join(into: Issue, others: Sequence[Issue], words: Lexicon) -> None:
    whole = into.cluster
    for other in others:
        whole.join(other.cluster)
        Member.objects.filter(issue=other).update(issue=into)
        into.problem_id = into.problem_id or other.problem_id
    into.body, into.size = whole.plain(), whole.size
    into.first_at, into.last_at = whole.first or into.first_at, whole.last or into.last_at
    into.save()
    Issue.objects.filter(pk__in=[other.pk for other in others]).delete()
    _sign([(into, whole)])
    _describe([into], words)


def _describe(issues: Sequence[Issue], words: Lexicon) -> None:
    """What the issues are called, where they are, what about, and how hot."""
    members = Member.objects.filter(issue__in=issues, voice__in=voices.grouped()).select_related(
        "voice__case__place", "voice__place"
    )
    own: dict[int, list[Voice]] = defaultdict(list)
    for member in members.select_related(*voices.JOINED).order_by("-voice__heard_at", "-voice_id"):
        if len(own[member.issue_id]) < DESCRIBED:
            own[member.issue_id].append(member.voice)
    bad = voices.judged_badly([voice for rows in own.values() for voice in rows])
    for issue in issues:
        if issue.pk in own:
            _tell(issue, own[issue.pk], bad, words)
    places = {place.path: place for place in Place.objects.filter(path__in={issue.place_path for issue in issues})}
    for issue in issues:
        issue.place = places.get(issue.place_path)
    named = ["line", "said_by", "phrases", "names", "heat", "everywhere", "category", "place_path", "place"]
    Issue.objects.bulk_update(issues, named, batch_size=100)


def _tell(issue: Issue, own: Sequence[Voice], bad: frozenset[int], words: Lexicon) -> None:
    said = voices.said(own, bad)
    found = finding.describe(said, [marks.mark(one, words) for one in said], words)
    issue.said_by = next((voice for voice, one in zip(own, said, strict=True) if finding.is_line(found.line, one)), own[0])
    issue.line, issue.phrases, issue.names = found.line, list(found.phrases), list(found.names)
    issue.heat, issue.everywhere = found.heat.total, found.everywhere
    issue.category = _commonest([voice.case.category for voice in own])
    issue.place_path = _common([voice.case.place_path for voice in own])


def _commonest(codes: Sequence[str]) -> str:
    said = [code for code in codes if code]
    return max(sorted(set(said)), key=said.count) if said else ""


def _common(paths: Sequence[str]) -> str:
    """The smallest place that holds at least three quarters of them, or the largest that any names."""
    held = Counter(part for path in paths for part in path_parts(path))
    enough = [part for part, n in held.items() if 4 * n >= 3 * len(paths)]
    return max(enough, key=len) if enough else min(held, key=len)
