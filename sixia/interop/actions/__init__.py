"""Every verb of this room: the only writers."""

from sixia.interop.actions.keys import make_key, revoke_key
from sixia.interop.actions.messages import Draft, queue, send_message

__all__ = ["Draft", "make_key", "queue", "revoke_key", "send_message"]
