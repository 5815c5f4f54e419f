"""Reads of this room that are more than a chain: one module per face."""
