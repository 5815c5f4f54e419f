"""A list taken out of the house as a file is written down, with what it was narrowed by."""

import pytest
from django.test import Client

from sixia.kit.journal import timeline
from tests.people.cast import Cast


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_is_written_down(cast: Cast, client: Client, kind: str) -> None:
    account = cast.account("system")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get("/desk/people/", {"export": kind, "q": "演示"}, follow=True)
    assert answer.status_code == 200
    line = timeline(f"account:{account.pk}")[-1]
    assert (line.event, line.facts["kind"]) == ("ListExported", kind)
    assert "q=" in line.words["filters"]


def test_looking_is_not(cast: Cast, client: Client) -> None:
    account = cast.account("system")
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/desk/people/", follow=True)
    assert not [line for line in timeline(f"account:{account.pk}") if line.event == "ListExported"]
