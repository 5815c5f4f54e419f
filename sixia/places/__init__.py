"""The territory tree, whose codes change by year, and points on it."""
