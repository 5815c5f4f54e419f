"""Reads of suggestions: the tables in force, how often people agreed."""
