"""Forms of this room: one module per face."""
