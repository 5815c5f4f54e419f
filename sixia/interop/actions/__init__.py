"""Every verb of this room: the only writers."""

from sixia.interop.actions.messages import Draft, queue, send_message

__all__ = ["Draft", "queue", "send_message"]
