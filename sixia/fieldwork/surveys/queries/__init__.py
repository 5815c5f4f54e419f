"""Reads of this room that are more than a chain."""
