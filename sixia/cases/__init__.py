"""Voices, case, answer, verdict: the one lifecycle that residents see."""
