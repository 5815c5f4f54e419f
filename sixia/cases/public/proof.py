"""The proof of a receipt: one file that shows, without trust in this office, that one's record was not changed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sixia.cases.public.own import mine
from sixia.cases.queries.proving import proof_of
from sixia.kit.crypto import ring
from sixia.kit.proof import public_key
from sixia.ui.limits import limited

PROGRAM = Path(settings.PACKAGE).parent / "docs" / "verify_receipt.py"


@never_cache
@require_safe
def page(request: HttpRequest, receipt: str) -> HttpResponse:
    """How to check it yourself."""
    voice = mine(request, receipt)
    entries: list[dict[str, Any]] = proof_of(voice)["entries"]
    counted = {
        "entries": len(entries),
        "signed": sum(entry["checkpoint"] is not None for entry in entries),
        "withheld": sum("withheld" in entry for entry in entries),
    }
    context = {"voice": voice, "key": public_key(ring()), "program": PROGRAM.exists(), "now": timezone.now(), **counted}
    return render(request, "cases/public/proof.html", context)


@never_cache
@limited("proof", per_minute=20, methods=("GET",))
@require_safe
def download(request: HttpRequest, receipt: str) -> HttpResponse:
    """The file."""
    voice = mine(request, receipt)
    response = JsonResponse(proof_of(voice), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{voice.receipt}.json"'
    return response


@require_safe
def program(request: HttpRequest) -> HttpResponseBase:
    """The checking program, as it stands in the product's documentation."""
    if not PROGRAM.exists():
        raise Http404
    return FileResponse(PROGRAM.open("rb"), as_attachment=True, filename=PROGRAM.name, content_type="text/x-python")
