"""Signed-in browsers of the shared cast."""

from tests.desk import At, at, today

__all__ = ["At", "at", "today"]
