"""Sessions in Django's own table; what was already written is not written a second time. Knows no page."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as InDatabase
from django.db import transaction


class SessionStore(InDatabase):
    """A view that saves the session together with what it does (`save()` within its transaction) pays for one transaction
    instead of two: the middleware's own saving afterwards finds nothing new."""

    written: Any = None

    def save(self, must_create: bool = False) -> None:
        """Write what is not written yet."""
        if self.session_key is None:
            super().save(must_create)  # draws a key and comes back with it
            return
        held = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # Django's types leave it out
        data = (self.session_key, self.serializer().dumps(held))
        if data == self.written:
            return
        super().save(must_create)
        # Only what has been committed is written: a transaction that is undone takes the session along.
        transaction.on_commit(lambda: setattr(self, "written", data))
