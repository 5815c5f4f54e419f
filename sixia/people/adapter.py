"""What allauth asks of this installation: nobody signs themself up, and where to go after signing in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class NoSignup(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Accounts are opened by the system administrator only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Nothing is sent by e-mail: officials may have none, and secrets are handed over in person."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To one's own page, not back to the form."""
        return str(settings.LOGIN_REDIRECT_URL)
