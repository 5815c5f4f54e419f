"""Reads: which cases may be about what a text says, as far as the reader may see them, with the reason of each.

At most six queries whatever the tables hold. Words of cases that the reader may not see are neither read nor compared.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from math import log1p
from typing import Any, Final

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Substr
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sixia.cases.models import Case, CaseRows, Voice
from sixia.cases.queries.desk_assist import neighbourhood
from sixia.cases.queries.public import public_cases
from sixia.cases.standing import knowable
from sixia.catalog.queries import rulebook
from sixia.insight.same.models import Learnt, Term
from sixia.insight.same.rules import reasons
from sixia.insight.same.rules.likeness import LIKELY, MOST, POOL, SURE, Sketch, likeness, nearness, sketch, terms_of
from sixia.insight.words.rules.entities import Entity
from sixia.places.models import Place

NEWEST: Final = 150
"""So many of the newest voices of a term are looked at: a term that more hold says little."""
LEAST: Final = 4
"""Fewer characters say nothing."""
AROUND: Final = 20
BESIDE: Final = timedelta(days=60)
"""Within this time the same category at the same place is worth a look, whatever the words."""
TERM: Final = timedelta(days=400)
CLOSED: Final = timedelta(days=90)
"""No profile lets anybody join a case that has been closed for longer; the rule of the case itself decides within."""
PLACE, TOWN, CATEGORY, POINT, FADES = 0.10, 0.04, 0.05, 0.10, 0.015
NEAR_METRES: Final = 300
WIDE: Final = 240
"""So many voices are looked up before those of cases that can no longer be joined fall away."""
MOST_VOICES: Final = POOL + 2 * AROUND
ALONE: Final = 0.2
"""Words that are this near need nothing else to speak for them."""
REPEATED: Final = 0.85
"""Words this alike are the same message, sent again or by somebody who copied it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared: words, and what is known beside them. `phones` are blind indexes; `spot` latitude and longitude."""

    text: str
    at: datetime
    category: str = ""
    place: Place | None = None
    phones: Collection[str] = ()
    spot: tuple[float, float] | None = None
    besides: int = 0


@dataclass(slots=True)
class Near:
    """A case that may be the same matter; `why` in parts for one line. `again`: this person, `copied`: these very words."""

    case: Case
    score: float
    sure: bool
    again: bool
    days: int
    copied: bool = False
    why: list[str | Promise] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Told:
    """A voice of a visible case as it is compared."""

    case: int
    text: str
    phone: str
    sketch: Sketch


def likely(who: Any, asked: Asked, *, most: int = 4) -> list[Near]:
    """For officials: visible cases that may still be joined, likeliest first; the caller's own earlier ones among them."""
    rows = Case.objects.visible_to(who).filter(restricted=False, barred=False).exclude(state="joined")
    rows = rows.select_related("place", "lead_unit")
    return _nearest(rows, asked, who=who, most=most)


def likely_public(asked: Asked, *, most: int = 3) -> list[Near]:
    """For residents: public cases alone, and of the reasons none that would tell what others wrote."""
    return _nearest(public_cases().exclude(track="petition"), asked, who=None, most=most)


def _nearest(rows: CaseRows, asked: Asked, *, who: Any, most: int) -> list[Near]:
    if len(asked.text.strip()) < LEAST:
        return []
    weights = Learnt.objects.weights()
    own = sketch(asked.text, weights)
    rows = rows.exclude(pk=asked.besides) if asked.besides else rows
    pool = _pool(dict(terms_of(asked.text, weights)))
    cases = _cases(rows, asked, pool)
    told = [
        _Told(case, text, phone, sketch(text, weights)) for case, text, phone in _voices(cases, pool, asked, who) if text.strip()
    ]
    scores = nearness(own, [one.sketch for one in told])
    best: dict[int, tuple[float, _Told]] = {}
    for one, score in zip(told, scores, strict=True):
        if one.case not in best or score > best[one.case][0]:
            best[one.case] = (score, one)
    again, copied = _again(told, own, asked)
    named = reasons.named(asked.text)
    found = [
        _weigh(cases[pk], score, asked, again=pk in again, named=bool(reasons.same_names(named, one.text)), wide=who is not None)
        for pk, (score, one) in best.items()
    ]
    ranked = sorted((near for near in found if near is not None), key=lambda near: (-near.score, -near.case.pk))
    kept = list(islice((near for near in ranked if _one_place(near, best[near.case.pk][1], asked, named)), most))
    for near in kept:
        near.copied = near.case.pk in copied
        near.why = _why(near, best[near.case.pk][1], own, asked, named=named, officials=who is not None)
    return kept


def _one_place(near: Near, one: _Told, asked: Asked, named: Sequence[Entity]) -> bool:
    """Not where the words name two different places; the caller's own earlier case is shown even so, as not surely the same."""
    apart = reasons.apart(named, asked.text, one.text)
    near.sure = near.sure and not apart
    return near.again or not apart


def _pool(weight: Mapping[int, float]) -> list[int]:
    """Voices that share the weightiest terms, by the weight of what they share. One query."""
    if not weight:
        return []
    table = connection.ops.quote_name(Term._meta.db_table)
    one = f"SELECT * FROM (SELECT term, voice FROM {table} WHERE term = %s ORDER BY voice DESC LIMIT {NEWEST}) AS t"  # noqa: S608  # the table's own name; values are parameters
    pool: Counter[int] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(weight)), list(weight))
        for term, voice in cursor.fetchall():
            pool[voice] += weight[term]  # type: ignore[assignment]  # a Counter of floats
    return [voice for voice, _weight in pool.most_common(WIDE)]


def _cases(rows: CaseRows, asked: Asked, pool: Sequence[int]) -> dict[int, Case]:
    """Visible cases of these voices, and those of the same category nearby; those that can no longer be joined left out."""
    since = asked.at - TERM
    rows = rows.filter(Q(closed_at=None) | Q(closed_at__gte=asked.at - CLOSED))
    of_pool = Voice.objects.filter(pk__in=pool).values("case")
    found = {case.pk: case for case in rows.filter(pk__in=of_pool, heard_at__gte=since)}
    near = neighbourhood(asked.place)
    if asked.category and near:
        beside = rows.filter(category=asked.category, heard_at__gte=asked.at - BESIDE)
        beside = beside.filter(place_path__gte=near, place_path__lt=near + "~")
        found |= {case.pk: case for case in beside.order_by("-heard_at")[:AROUND]}
    return {pk: case for pk, case in found.items() if _joinable(case, asked.at)}


def _joinable(case: Case, now: datetime) -> bool:
    if case.track == "petition":
        return False
    return case.closed_at is None or case.closed_at + timedelta(days=rulebook(case.edition_id).rule("join.days")) >= now


def _voices(cases: Collection[int], pool: Sequence[int], asked: Asked, who: Any) -> list[tuple[int, str, str]]:
    """(case, words, telephone index) of the voices to compare with; the index only where it may be known whose a voice is."""
    if not cases:
        return []
    rows = Voice.objects.filter(Q(pk__in=pool) | Q(origin=None), case__in=list(cases))
    found = rows.order_by("-pk").values_list("case_id", Substr("text", 1, MOST), "phone_index", "pk")[:MOST_VOICES]
    listed = [(case, text, phone, pk) for case, text, phone, pk in found]
    known = _knowable(listed, asked, who)
    return [(case, text, phone if pk in known else "") for case, text, phone, pk in listed]


def _knowable(listed: Sequence[tuple[int, str, str, int]], asked: Asked, who: Any) -> set[int]:
    same = [pk for _case, _text, phone, pk in listed if phone and phone in asked.phones]
    return (
        set(Voice.objects.filter(knowable(who), pk__in=same).values_list("pk", flat=True)) if who is not None and same else set()
    )


def _again(told: Sequence[_Told], own: Sketch, asked: Asked) -> tuple[set[int], set[int]]:
    """Cases in which this person, by telephone, stands already; and those in which this message does, nearly word for word."""
    person = {one.case for one in told if one.phone and one.phone in asked.phones}
    return person, {one.case for one in told if likeness(own, one.sketch) >= REPEATED}


def _weigh(case: Case, words: float, asked: Asked, *, again: bool, named: bool, wide: bool) -> Near | None:
    """With place, category, point and time counted in; None when too little speaks for it.

    `named`: both name one thing. `wide`: words alone may be enough, as for officials, who can look into the case.
    """
    days = reasons.days_between(asked.at, case.heard_at)
    here, town = _nearby(case, asked.place)
    sort = bool(asked.category) and case.category == asked.category
    point = _close(case, asked.spot)
    score = words + PLACE * here + TOWN * (town and not here) + CATEGORY * sort + POINT * point - FADES * log1p(days)
    elsewhere = asked.place is not None and case.place_id is not None and not town
    there = named or point or town
    alone = wide and words >= ALONE and not elsewhere
    beside = sort and (here or point) and days <= BESIDE.days
    if not (beside or alone or (words >= LIKELY and (there or again))):
        return None
    placed = there or again or case.place_id is None  # where it is known where a case lies, words alone do not make it sure
    return Near(case, score, sure=words >= SURE and placed and not elsewhere, again=again, days=days)


def _nearby(case: Case, place: Place | None) -> tuple[bool, bool]:
    """Whether it lies at this very place, and whether in its town."""
    if place is None or case.place_id is None:
        return False, False
    near = neighbourhood(place)
    return case.place_id == place.pk and bool(near), bool(near) and case.place_path.startswith(near)


def _close(case: Case, spot: tuple[float, float] | None) -> bool:
    """Whether both were pointed at on the map within NEAR_METRES; flat reckoning, good enough within a county."""
    if spot is None or case.lat is None or case.lon is None:
        return False
    north, east = (case.lat - spot[0]) * 111_000, (case.lon - spot[1]) * 95_000
    return north * north + east * east <= NEAR_METRES * NEAR_METRES


def _why(near: Near, one: _Told, own: Sketch, asked: Asked, *, named: Sequence[Entity], officials: bool) -> list[str | Promise]:
    """The reasons, strongest first: name, place, sort, words, time."""
    names = [found.name for found in reasons.same_names(named, one.text, kinds=None if officials else reasons.PLACES)]
    here, town = _nearby(near.case, asked.place)
    why: list[str | Promise] = [_("both name %(name)s") % {"name": name} for name in names]
    if _close(near.case, asked.spot):
        why.append(_("same spot on the map"))
    if here or town:
        why.append(_("same place") if here else _("same neighbourhood"))
    if asked.category and near.case.category == asked.category:
        why.append(_("same category"))
    if officials and (words := reasons.same_words(asked.text, own, one.sketch, besides=names)):
        why.append(_("both say %(words)s") % {"words": "、".join(f"“{word}”" for word in words)})
    why.append(_apart(near.days))
    return why


def _apart(days: int) -> str:
    return ngettext("%(days)d day apart", "%(days)d days apart", days) % {"days": days} if days else _("within a day")
