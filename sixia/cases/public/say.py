"""Saying it: one box, what was understood of it, the details, and the receipt at the end."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sixia.cases import actions
from sixia.cases.forms.building import desk_of, details_form, joined_case, new_voice, same_lines, seen_by
from sixia.cases.forms.public import DetailsForm, SayForm
from sixia.cases.public.own import remember_new
from sixia.cases.queries.public import book_now, category_name, outlines_within, place_name, unit_name
from sixia.cases.queries.understood import Understood, understand
from sixia.catalog.rules.book import RuleBook
from sixia.catalog.rules.words import Emergency
from sixia.kit.flow import Refused
from sixia.kit.masking import mask
from sixia.people.actors import resident
from sixia.ui.http import UNPROCESSABLE, refusal_response
from sixia.ui.limits import counting, limited, metered

SAY, DETAILS, STOP = "cases/public/say.html", "cases/public/details.html", "cases/public/emergency.html"


@never_cache
@limited("say", per_minute=40)
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest) -> HttpResponse:
    """The box; sent, the details page, or what to do in an emergency."""
    now = timezone.now()
    if request.method != "POST":
        form = SayForm(initial={"into": request.GET.get("into", "")[:20]})
        return render(request, SAY, _page(form, now))
    form = SayForm(request.POST)
    if not form.is_valid():
        return render(request, SAY, _page(form, now), status=UNPROCESSABLE)
    if request.POST.get("step") == "mask":
        text = mask(form.cleaned_data["text"])
        hidden = SayForm(initial={**form.cleaned_data, "number": form.once, "text": text})
        return render(request, SAY, _page(hidden, now, text=text, masked=True))
    return _second(request, form, now)


def _second(request: HttpRequest, form: SayForm, now: datetime) -> HttpResponse:
    """The details page with its guesses; before it, the stop when the words speak of danger."""
    words = form.cleaned_data["text"]
    try:
        guess = _understood(words, now)
    except Refused as refused:
        return refusal_response(request, refused, form, SAY, _page(form, now))
    into = request.POST.get("join") or form.cleaned_data["into"]
    if _unsaid(guess.emergencies, request.POST.get("calm", "")):
        return render(request, STOP, {"form": form, "guess": guess, "calm": _codes(guess), "into": into, "now": now})
    request.session.setdefault("said", True)
    joined = joined_case(into, now)
    initial = {
        "text": words,
        "number": form.once,
        "calm": _codes(guess),
        "kind": guess.kind,
        "category": guess.category.code if guess.category else "",
        "place": guess.place.pk if guess.place else "",
        "into": str(joined.pk) if joined else "",
        "urgent": guess.urgent,
    }
    details = details_form(DetailsForm, None, now, initial=initial, same=guess.same, joined=joined)
    return render(request, DETAILS, _details(details, guess, now))


@never_cache
@metered("tell", per_minute=12)
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """The details, sent: the voice is taken, once, and the receipt shown."""
    now = timezone.now()
    if request.method != "POST":
        return redirect("say")
    form: DetailsForm | None = None
    try:
        book = book_now(now)
        joined = joined_case(request.POST.get("into", ""), now)
        form = details_form(DetailsForm, request.POST, now, joined=joined, book=book, files=request.FILES)
        if form.is_valid() and not _unsaid(book.emergency(form.cleaned_data["text"]), form.cleaned_data["calm"]):
            return _taken(request, form, book, now)
    except Refused as refused:
        return _details_again(request, form, now, refused)
    return _details_again(request, form, now)


def _taken(request: HttpRequest, form: DetailsForm, book: RuleBook, now: datetime) -> HttpResponse:
    """The voice is heard; on to its receipt. The voice, this browser's right to it and the count of the rate limit are one
    transaction, which waits for the disk once. Raises Refused."""
    new = new_voice(form, channel="web", language=get_language() or "zh-hans", source="web", now=now)
    chosen = form.cleaned_data["place"]
    with counting(request):
        done = actions.hear(new, by=resident(), now=now, book=book, place=form.place_at(chosen) if chosen else None)
        remember_new(request, done, now)
    return redirect("receipt", done.receipt)


def _details_again(request: HttpRequest, form: DetailsForm | None, now: datetime, refused: Refused | None = None) -> HttpResponse:
    """The details page with what was typed, the files that were accepted, and what is wrong; only here the words are read
    again for guesses."""
    words = str(DetailsForm.base_fields["text"].to_python(request.POST.get("text", "")))
    try:
        guess = _understood(words, now)
    except Refused as none_here:
        return refusal_response(request, none_here, SayForm(request.POST), SAY, {"now": now})
    joined = joined_case(request.POST.get("into", ""), now)
    if form is None:
        form = details_form(DetailsForm, request.POST, now, same=guess.same, joined=joined)
    else:
        form.offer(same_lines(guess.same if joined is None or joined in guess.same else [joined, *guess.same], now))
    page = _details(form, guess, now)
    if refused is not None and form.is_valid():
        return refusal_response(request, refused, form, DETAILS, page)
    stop = {"stop": guess.emergencies, "calm": _codes(guess)} if form.is_valid() else {}
    return render(request, DETAILS, {**page, **stop}, status=UNPROCESSABLE)


@never_cache
@limited("understood", per_minute=90)
@require_POST
def understood(request: HttpRequest) -> HttpResponse:
    """What is understood so far, for the page while it is being typed."""
    now = timezone.now()
    form = SayForm(request.POST)
    words = form.cleaned_data["text"] if form.is_valid() else ""
    guess: Understood | None = None
    if len(words) >= 4:
        try:
            guess = _understood(words, now)
        except Refused:
            guess = None
    page = {"guess": guess, "same": _told(guess), "asked": _asked(words, guess), "now": now}
    return render(request, "cases/public/parts/understood.html", page)


@never_cache
@limited("preview", per_minute=90)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Who will see what, as the details stand now."""
    now = timezone.now()
    return render(request, "cases/public/parts/seen_by.html", {"seen": seen_by(request.POST, book_now(now))})


def _understood(words: str, now: datetime) -> Understood:
    return understand(words, book=book_now(now), desk=desk_of(None, now), now=now)


def _codes(guess: Understood) -> str:
    return ",".join(sorted(one.code for one in guess.emergencies))


def _unsaid(dangers: Iterable[Emergency], calm: str) -> list[Emergency]:
    """Dangers of which nobody has yet said that they are none."""
    said = set(calm.split(","))
    return [one for one in dangers if one.code not in said]


def _told(guess: Understood | None) -> list[dict[str, Any]]:
    """Cases nearby as the page shows them: never anybody's words."""
    return [
        {"case": case, "category": category_name(case), "place": place_name(case.place), "unit": unit_name(case.lead_unit)}
        for case in (guess.same if guess else ())
    ]


def _page(form: SayForm, now: datetime, *, text: str = "", masked: bool = False) -> dict[str, Any]:
    into = form.data.get("into") if form.is_bound else form.initial.get("into")
    joined = joined_case(into or "", now)
    context: dict[str, Any] = {"form": form, "now": now, "masked": masked, "joined": _told_one(joined)}
    if text:
        guess = _understood(text, now)
        context |= {"guess": guess, "same": _told(guess), "asked": _asked(text, guess)}
    return context


def _asked(words: str, guess: Understood | None) -> dict[str, Any]:
    """What a room above needs to look for cases that may be the same."""
    category = guess.category.code if guess and guess.category else ""
    return {"text": words, "category": category, "place": guess.place if guess else None}


def _told_one(case: Any) -> dict[str, Any] | None:
    if case is None:
        return None
    return {"case": case, "category": category_name(case), "place": place_name(case.place)}


def _details(form: DetailsForm, guess: Understood, now: datetime) -> dict[str, Any]:
    values = form.data if form.is_bound else form.initial
    area = desk_of(None, now).place
    page = {"form": form, "guess": guess, "now": now, "seen": seen_by(values, book_now(now)), "map": area}
    return {**page, "outlines": outlines_within(area, now)}
