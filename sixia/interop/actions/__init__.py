"""Every verb of this room: the only writers."""

from sixia.interop.actions.again import retry_message, revive_delivery
from sixia.interop.actions.keys import make_key, revoke_key
from sixia.interop.actions.messages import Draft, forget_messages, queue, send_message

__all__ = ["Draft", "forget_messages", "make_key", "queue", "retry_message", "revive_delivery", "revoke_key", "send_message"]
