"""Fixtures of the walks: the same scene as the tests about trust."""

from tests.trust.conftest import at_later, built, scene

__all__ = ["at_later", "built", "scene"]
