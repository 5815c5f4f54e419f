"""Reads of this room: devices, and what they take along."""
