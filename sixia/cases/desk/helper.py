"""Writing for a resident: a grid worker types their words with their consent, and hands over the receipt."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from sixia.cases import actions
from sixia.cases.forms.building import desk_of, details_form, new_voice, seen_by
from sixia.cases.forms.public import HelperForm
from sixia.cases.links import voice_link
from sixia.cases.queries.own import helped_voices, own_voice
from sixia.cases.queries.public import book_now, category_name, outlines_within, place_name
from sixia.cases.queries.track import Track
from sixia.cases.queries.understood import Understood, understand
from sixia.kit.crypto import ring, seal, unseal
from sixia.kit.flow import Refused
from sixia.people.actors import resident
from sixia.people.desk.base import DeskMixin
from sixia.people.rules import GRID_WORKER
from sixia.ui.files import keep_unbound
from sixia.ui.http import UNPROCESSABLE, refusal_response

FIELD = "session.helped"
PAGE, SHEET = "cases/desk/helper.html", "cases/desk/helper_receipt.html"


class HelperPage(DeskMixin):
    """For grid workers only."""

    roles = (GRID_WORKER,)

    @cached_property
    def now(self) -> datetime:
        """One moment for the whole page."""
        return timezone.now()


class HelpSomeone(HelperPage, View):
    """The form, with what was understood of it after a first look, and the voices one has written lately."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """An empty form."""
        guess = self.understood("")
        form = details_form(HelperForm, None, self.now, initial={"kind": "help"})
        return render(request, PAGE, self.page(form, guess))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look once, then send: `step=look` fills in what was understood and sends nothing."""
        words = HelperForm.base_fields["text"].to_python(request.POST.get("text", ""))
        guess = self.understood(str(words))
        if request.POST.get("step") == "look":
            return render(request, PAGE, self.page(self.looked(request, guess), guess))
        form = details_form(HelperForm, request.POST, self.now, same=guess.same, files=request.FILES)
        if not form.is_valid():
            return render(request, PAGE, self.page(form, guess), status=UNPROCESSABLE)
        try:
            new = new_voice(
                form, channel="visit", language="zh-hans", source="helper", now=self.now, helper=self.actor.account_id
            )
            done = actions.hear(new, by=self.actor, now=self.now)
        except Refused as refused:
            return refusal_response(request, refused, form, PAGE, self.page(form, guess))
        if done.passcode:
            request.session["helped"] = [done.voice, seal(done.passcode, ring=ring(), field=FIELD)]
        return redirect("helper_receipt", done.receipt)

    def looked(self, request: HttpRequest, guess: Understood) -> HelperForm:
        """What was typed, with guesses where nothing was, and the files that were accepted."""
        typed: Any = request.POST
        initial: dict[str, Any] = {name: typed.get(name, "") for name in HelperForm.base_fields}
        initial |= {name: name in typed for name in ("secret", "minor", "urgent")}
        initial["category"] = initial["category"] or (guess.category.code if guess.category else "")
        initial["place"] = initial["place"] or (guess.place.pk if guess.place else "")
        initial["urgent"] = initial["urgent"] or guess.urgent
        form = details_form(HelperForm, None, self.now, initial=initial, same=guess.same)
        for sentence in keep_unbound(form, "attached", request):
            messages.error(request, sentence)
        return form

    def understood(self, words: str) -> Understood:
        """What the words speak of."""
        return understand(words, book=book_now(self.now), desk=desk_of(None, self.now), now=self.now)

    def page(self, form: HelperForm, guess: Understood) -> dict[str, Any]:
        """All that the page shows."""
        area = desk_of(None, self.now).place
        values = form.data if form.is_bound else form.initial
        seen = seen_by(values, book_now(self.now))
        outlines = outlines_within(area, self.now)
        helped = helped_voices(self.actor)
        return {"form": form, "guess": guess, "seen": seen, "map": area, "outlines": outlines, "helped": helped, "now": self.now}


class HelperReceipt(HelperPage, View):
    """The sheet to leave with the resident; the passcode is on it once."""

    @sensitive_variables("passcode")
    def get(self, request: HttpRequest, receipt: str) -> HttpResponse:
        """Only voices this grid worker has written; of a confidential one the sheet alone, right after it was heard."""
        kept = request.session.get("helped")
        voice = own_voice(receipt, self.actor) or (own_voice(receipt, resident([kept[0]])) if kept else None)
        if voice is None or voice.helper_id != self.actor.account_id:
            raise Http404
        request.session.pop("helped", None)
        passcode = unseal(kept[1], ring=ring(), field=FIELD) if kept and kept[0] == voice.pk else ""
        page = {
            "voice": voice,
            "case": voice.case,
            "passcode": passcode,
            "link": voice_link(voice.pk),
            "track": Track(voice, self.now),
        }
        about = {"category": category_name(voice.case), "place": place_name(voice.place), "now": self.now}
        return render(request, SHEET, {**page, **about})


help_someone = never_cache(HelpSomeone.as_view())
helper_receipt = never_cache(HelperReceipt.as_view())
