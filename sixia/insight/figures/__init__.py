"""Figures: one registry of indicators, facts counted from the journal on, and boards of numbers that each open their list."""
