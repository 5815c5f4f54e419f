"""Reads of hot issues, weekly counts and early warnings."""
