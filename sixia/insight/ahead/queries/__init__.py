"""Reads of needs, plans, kept lists and samples."""
