"""Pages that explain: the ways to be heard, the verdict, privacy, and what to do about a lost code."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sixia.cases.queries.public import ways


@require_safe
def help_(request: HttpRequest) -> HttpResponse:
    """The ways to be heard, and how it goes on from there."""
    return _page(request, "help")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about a resident, who sees it, and what they may ask."""
    return _page(request, "privacy")


@require_safe
def lost(request: HttpRequest) -> HttpResponse:
    """A lost code or passcode, or a message that was meant for somebody else."""
    return _page(request, "lost")


def _page(request: HttpRequest, name: str) -> HttpResponse:
    now = timezone.now()
    context: dict[str, Any] = {"ways": ways(now), "now": now}
    return render(request, f"cases/public/{name}.html", context)
