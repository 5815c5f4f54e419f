"""From a filled-in details page to the one voice that is heard: shared by residents and those who write for them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, partial
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from sixia.cases.forms.public import DetailsForm
from sixia.cases.models import Case
from sixia.cases.queries.public import (
    book_now,
    category_groups,
    category_name,
    desk_for,
    desks,
    joinable,
    place_by_id,
    place_groups,
    place_name,
    unit_choices,
)
from sixia.cases.rules import NewVoice, numbered
from sixia.catalog.rules.book import RuleBook
from sixia.kit.flow import Refused
from sixia.people.models import Unit
from sixia.places import queries as territory
from sixia.places.models import Place
from sixia.places.rules.codes import TOWN, VILLAGE
from sixia.ui.text import moment

F = TypeVar("F", bound=DetailsForm)


def desk_of(place: Place | None, now: datetime, *, among: Sequence[Unit] | None = None) -> Unit:
    """The desk that hears what is said there, of `among` where they are at hand; Refused where none has been set up."""
    desk = desk_for(place, now, among=among)
    if desk is None:
        raise Refused("missing", _("No desk takes concerns here yet. Please call 12345."))
    return desk


def details_form(
    kind: type[F],
    data: Any,
    now: datetime,
    *,
    same: Sequence[Case] = (),
    joined: Case | None = None,
    initial: dict[str, Any] | None = None,
    book: RuleBook | None = None,
    files: Any = None,
) -> F:
    """The details page's form with what can be chosen today by the rules in force, or by `book` where they are at hand."""
    book = book or book_now(now)
    offered = list(same) if joined is None or joined in same else [joined, *same]
    hear = cache(lambda: desks(now))
    form = kind(
        data,
        files,
        initial=initial or {},
        categories=category_groups(book),
        places=lambda: place_groups(desk_of(None, now, among=hear()).place, now),
        units=partial(unit_choices, now),
        same=same_lines(offered, now),
    )
    form.desks = hear
    form.place_at = cache(lambda raw: _offered(raw, hear(), now))
    return form


def _offered(raw: str, among: Sequence[Unit], now: datetime) -> Place | None:
    """The town or village of a choice where it lies within what the widest desk hears; no list of all is made for it."""
    place = place_by_id(raw, now)
    if place is None or place.level not in (TOWN, VILLAGE):
        return None
    return place if place.path.startswith(desk_of(None, now, among=among).place.path) else None


def same_lines(cases: Sequence[Case], now: datetime) -> list[tuple[str, str]]:
    """Cases that may be the same, as choices."""
    return [(str(case.pk), case_line(case, now)) for case in cases]


def case_line(case: Case, now: datetime) -> str:
    """A public case in one line, without anybody's words."""
    parts = {
        "category": category_name(case) or _("Not sorted yet"),
        "place": place_name(case.place) or _("Place not given"),
        "day": moment(timezone.localtime(case.heard_at).date(), now),
        "voices": case.voices_count,
    }
    return _("%(category)s, %(place)s, since %(day)s, told by %(voices)d") % parts


def joined_case(raw: str, now: datetime) -> Case | None:
    """The case somebody wants to join, when they may."""
    text = str(raw or "")
    return joinable(int(text), now) if text.isascii() and text.isdigit() and len(text) < 19 else None


def new_voice(
    form: DetailsForm, *, channel: str, language: str, source: str, now: datetime, helper: int | None = None
) -> NewVoice:
    """The voice as the form has it. Raises Refused when the spot lies outside the territory."""
    given = form.cleaned_data
    place, spot = form.place_at(given["place"]) if given["place"] else None, given["spot"]
    if spot and place is None:
        place = territory.at(spot[0], spot[1], timezone.localdate(now))
        if place is None:
            sentence = _("The spot on the map lies outside our area. Click the map again, or choose from the list.")
            raise Refused("guard", sentence, move="hear", fields=["place"])
    secret_report = given["kind"] == "accusation"
    joined = None if secret_report else joined_case(given["into"], now)
    new = NewVoice(
        text=given["text"],
        channel=channel,
        desk=desk_of(place, now, among=form.desks()).pk,
        kind=given["kind"],
        category=given["category"],
        place=place.pk if place else None,
        place_note=given["place_note"],
        lat=spot[0] if spot else None,
        lon=spot[1] if spot else None,
        name=given["name"],
        phone=given["phone"],
        email=given["email"],
        address=given.get("address", ""),
        wants=given["wants"],
        language=language,
        secret=given["secret"],
        minor=given["minor"],
        urgent=given["urgent"],
        helper=helper,
        consent=given["consent"] if given.get("for_other", True) else "",
        source=source,
        into=joined.pk if joined else None,
        files=given["attached"],
    )
    return numbered(_about(new, given) if secret_report else new, str(form.once))


def _about(new: NewVoice, given: Mapping[str, Any]) -> NewVoice:
    """Whom it is about: the units are kept from knowing of it; the words are added to the words."""
    units = {int(one) for one in (given["about_unit"], given["about_unit2"]) if one}
    text = new.text
    if given["about_who"]:
        text = "\n\n".join((text, _("Whom it is about: %(who)s") % {"who": given["about_who"]}))
    return replace(new, text=text, named_units=tuple(sorted(units)))


def seen_by(values: Mapping[str, Any], book: RuleBook) -> list[tuple[str, str]]:
    """Who will see what, as (what, who), for a page as it stands now."""
    code = str(values.get("category") or "")
    category = book.category(code) if book.chain(code) else None
    if values.get("kind") == "accusation" or (category is not None and category.restricted):
        return [
            (
                _("Your words"),
                _("Only the officers for confidential cases. The units and people you name cannot see, find or count it."),
            ),
            (_("Name and telephone"), _("The same officers, if you leave them. Each look is written down, and you can read it.")),
            (_("Public list"), _("It never appears there.")),
        ]
    secret = bool(values.get("secret"))
    unit = _("The desk and the call-back clerk, not the unit. Each look is written down, and you can read it.")
    both = _("The desk and the unit that handles it. Each look is written down, and you can read it.")
    public = category is not None and category.public and not (secret or values.get("minor"))
    shown = _("Only what it is about, the village and how far it is. Never your words or name.")
    hidden = (
        _("It does not appear there.")
        if category is not None
        else _("Not before a dispatcher has sorted it; then never your words.")
    )
    return [
        (_("Your words"), _("The desk, the unit that handles it, and those who oversee them.")),
        (_("Name and telephone"), unit if secret else both),
        (_("Public list"), shown if public else hidden),
    ]
