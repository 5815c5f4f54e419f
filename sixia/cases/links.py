"""Signed links that open one voice without an account: in messages and in the receipt's QR code. Knows no table."""

from datetime import UTC, datetime

from django.conf import settings
from django.core import signing

SALT = "sixia.cases.voice"


def voice_token(voice: int) -> str:
    """A short token that only this installation can make; it opens the voice and nothing else."""
    return signing.dumps(voice, salt=SALT, compress=False)


def read_token(token: str) -> tuple[int, datetime] | None:
    """The voice a token opens and when the token was made (whole seconds); None for one not made here or changed.

    Whoever opens the voice must refuse tokens older than its passcode: a new passcode ends the old links as well.
    """
    try:
        voice = signing.loads(token, salt=SALT)
        made = datetime.fromtimestamp(signing.b62_decode(token.split(":")[1]), UTC)
    except (signing.BadSignature, ValueError, IndexError, OverflowError):
        return None
    return (voice, made) if isinstance(voice, int) else None


def voice_link(voice: int) -> str:
    """The full address for messages and QR codes."""
    return f"{settings.BASE_URL}/v/{voice_token(voice)}"
