"""The guard around tests holds."""

import socket

import pytest


def test_another_machine_is_out_of_reach() -> None:
    with socket.socket() as line, pytest.raises(AssertionError, match="this machine only"):
        line.connect(("192.0.2.1", 80))


def test_this_machine_is_within_reach() -> None:
    with socket.socket() as server, socket.socket() as line:
        server.bind(("127.0.0.1", 0))
        server.listen()
        line.connect(server.getsockname())
