"""Briefs and outlines: what is new, stuck, promised, silent and hot for one reader, read from what is known; nothing is kept."""
