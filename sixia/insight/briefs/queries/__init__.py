"""Reads of briefs and outlines."""
