"""Pages, files and mail of briefs and outlines."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from sixia.insight.figures.actions import catch_up
from tests.insight.figures.test_facts import lived
from tests.town import Town

TODAY = datetime(2026, 5, 13, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", ["supervisor", "head", "leader", "handler", "dispatcher", "principal", "inspector"])
def test_opens(town: Town, client: Client, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    lived(town)
    catch_up(TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY)
    client.force_login(town.accounts[name])
    for view in ("desk_brief", "desk_outline", "desk_later"):
        for query in ("", "?span=week", "?topic=lamp&place=990101100&since=2026-05-01"):
            assert client.get(reverse(view) + query).status_code == 200
    for view in ("desk_brief", "desk_outline"):
        for form in ("docx", "xlsx"):
            assert client.post(reverse(view) + "?span=week", {"form": form}).status_code == 200
