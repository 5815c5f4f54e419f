"""Residents' pages of this room."""
