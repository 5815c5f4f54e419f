"""The mail server's answers: what cannot help is not tried again, and no address gets into logs."""

from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core.mail import EmailMessage

from sixia.interop import gateway


@pytest.mark.parametrize(("code", "again"), [(550, False), (450, True)])
def test_a_refused_mail_address_is_told_by_its_code_alone(monkeypatch: pytest.MonkeyPatch, code: int, again: bool) -> None:
    def refuse(_self: Any) -> None:
        raise SMTPRecipientsRefused({"demo@example.org": (code, b"no such demo@example.org")})

    monkeypatch.setattr(EmailMessage, "send", refuse)
    with pytest.raises(gateway.GatewayError) as caught:
        gateway.send("mail", address="demo@example.org", subject="s", text="t", reference="message-1")
    assert (str(caught.value), caught.value.again, caught.value.__suppress_context__) == (f"SMTP {code}", again, True)


def test_a_silent_mail_server_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang_up(_self: Any) -> None:
        raise SMTPServerDisconnected("Connection unexpectedly closed")

    monkeypatch.setattr(EmailMessage, "send", hang_up)
    with pytest.raises(gateway.GatewayError) as caught:
        gateway.send("mail", address="demo@example.org", subject="s", text="t", reference="message-1")
    assert caught.value.again
