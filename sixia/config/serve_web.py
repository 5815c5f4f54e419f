"""The web server inside this process: gunicorn with threads, on a socket that outlives its restarts."""

import socket
from typing import Any

from gunicorn.app.base import BaseApplication

THREADS = 4


class Unbindable(Exception):
    """The address cannot be listened on; the message says why."""


class Web(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn set by arguments instead of a file."""

    def __init__(self, listener: socket.socket, workers: int) -> None:
        self.chosen: dict[str, Any] = {
            "bind": f"fd://{listener.fileno()}",
            "workers": max(1, workers),
            "threads": THREADS,
            "worker_class": "gthread",
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": 20,
            "keepalive": 15,
            "max_requests": 20_000,
            "max_requests_jitter": 2_000,
            "loglevel": "warning",
            "proc_name": "sixia",
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.chosen.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        from sixia.config.wsgi import application  # gunicorn asks for it after the configuration

        return application


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on `host:port`. Requests queue on it while the server behind is restarted. Raises Unbindable."""
    try:
        family = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        listener = socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise Unbindable(error.strerror or str(error)) from error
    listener.set_inheritable(True)
    return listener
