"""Visits: who goes where, when and what for, what was said there, and what came of it. Knows no room above."""
