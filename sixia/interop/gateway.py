"""The ways out: an SMS gateway over HTTP, and e-mail. Knows no table; see docs/operate/messages.md for the contract."""

import json
from smtplib import SMTPRecipientsRefused
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.mail import EmailMessage

from sixia.kit.masking import mask

TIMEOUT = 10
PERMANENT = 500
"""SMTP replies from here on say that trying again cannot help (RFC 5321 4.2.1)."""


class GatewayError(Exception):
    """The message was not taken; the text says why. `again` is false when trying again cannot help."""

    def __init__(self, text: str, *, again: bool = True) -> None:
        super().__init__(text)
        self.again = again


def can_send(way: str) -> bool:
    """Whether this installation has such a way out."""
    return bool(settings.ENV.sms_url if way == "sms" else settings.ENV.smtp_url)


def send(way: str, *, address: str, subject: str, text: str, reference: str) -> None:
    """Hand one message over, or raise GatewayError. `reference` is the same when a message is tried again."""
    if way == "sms":
        _sms(address, text, reference)
    else:
        _mail(address, subject, text)


def _sms(address: str, text: str, reference: str) -> None:
    body = json.dumps({"to": address, "text": text, "reference": reference}, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": reference}
    if settings.ENV.sms_token:
        headers["Authorization"] = f"Bearer {settings.ENV.sms_token}"
    request = Request(settings.ENV.sms_url, data=body, headers=headers, method="POST")  # noqa: S310  # http(s) is checked in env
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310  # as above
            answer.read(1024)
    except HTTPError as error:
        raise GatewayError(f"HTTP {error.code}", again=error.code >= 500 or error.code == 429) from error
    except (URLError, TimeoutError, OSError) as error:
        raise GatewayError(str(error)) from error


def _mail(address: str, subject: str, text: str) -> None:
    try:
        EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [address]).send()
    except SMTPRecipientsRefused as refused:  # its own text and trace would carry the address into logs
        codes = sorted({code for code, _words in refused.recipients.values()})
        again = any(code < PERMANENT for code in codes)
        raise GatewayError("SMTP " + ", ".join(map(str, codes)), again=again) from None
    except OSError as error:
        raise GatewayError(mask(str(error))) from None
