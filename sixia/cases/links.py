"""Signed links that open one voice without an account: in messages and in the receipt's QR code. Knows no table."""

from django.conf import settings
from django.core import signing

SALT = "sixia.cases.voice"


def voice_token(voice: int) -> str:
    """A short token that only this installation can make; it opens the voice and nothing else."""
    return signing.dumps(voice, salt=SALT, compress=False)


def read_token(token: str) -> int | None:
    """The voice a token opens; None for one that was not made here or was changed."""
    try:
        voice = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return voice if isinstance(voice, int) else None


def voice_link(voice: int) -> str:
    """The full address for messages and QR codes."""
    return f"{settings.BASE_URL}/v/{voice_token(voice)}"
