"""Which lines and cards this room puts on other rooms' pages; called once at start-up."""


def fill() -> None:
    """Put them there."""
