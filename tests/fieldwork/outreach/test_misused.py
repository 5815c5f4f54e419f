"""Absurd addresses and values: every page answers with a page, never with an error."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sixia.fieldwork.outreach import actions
from tests.fieldwork.outreach.making import drafted, held, published
from tests.town import NOW, Town

Enter = Callable[[str], Client]
VALUES = ("\x00", "x" * 6000, "9" * 30, "-1", "<script>alert(1)</script>", "１２３", "۱۲", "%s", "2026-13-45", "'")
FIELDS = (
    *("title", "ref", "summary", "answers", "items", "audience", "valid_from", "valid_to", "link", "unit", "place", "client"),
    *("form", "policies", "groups", "day", "opens", "closes", "led_by", "members", "case", "earlier", "rule", "text", "answer"),
    *("policy", "phone", "name", "moment", "way", "people", "asked_1", "right_1", "questions", "reason", "reply", "places"),
    *("audience", "code", "item_0"),
)


@pytest.mark.parametrize("value", VALUES)
def test_hostile_values_in_every_form(town: Town, enter: Enter, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    version, draft = published(town), drafted(town, title="草稿")
    session = held(town, version.policy)
    check = actions.open_link(session, policy=version.policy, moment="after", by=town.who("easter"), now=NOW)
    posts: dict[str, tuple[str, ...]] = {
        "handler": (
            "/desk/policies/new",
            f"/desk/versions/{draft.pk}/write",
            f"/desk/versions/{version.pk}/withdraw",
            f"/desk/policies/{version.policy_id}/asked",
        ),
        "easter": (
            "/desk/outreach/new",
            f"/desk/outreach/{session.pk}",
            f"/desk/outreach/{session.pk}/hold",
            f"/desk/outreach/{session.pk}/count/{version.policy_id}",
            f"/desk/outreach/{session.pk}/link/{version.policy_id}",
        ),
        "": ("/check", f"/check/{check.code}"),
    }
    for name, urls in posts.items():
        client = enter(name)
        for url in urls:
            answer: Any = client.post(url, dict.fromkeys(FIELDS, value))
            assert answer.status_code in (200, 302, 404, 422), f"{url}: {answer.status_code}"


@pytest.mark.parametrize(
    "url",
    [
        "/policies/99999999999999999999999",
        "/policies/1/99999999999999999999999",
        "/desk/policies/99999999999999999999999",
        "/desk/outreach/99999999999999999999999",
        "/check/%00%00",
        "/policies?q=%00&group=%27",
        "/talks?place=%25&form=x&at=zz",
        "/desk/outreach/coverage?policy=99999999999999999999&town=%00",
        "/desk/outreach/new?policy=9999999999999999999999&place=%00",
        "/desk/outreach/questions?policy=x",
        "/desk/policies?q=%27&unit=%00&tab=x",
    ],
)
def test_absurd_addresses(town: Town, enter: Enter, url: str) -> None:
    answer = enter("supervisor").get(url)
    assert answer.status_code in (200, 404)
