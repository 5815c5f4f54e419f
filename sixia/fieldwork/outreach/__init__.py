"""Outreach: policies in plain words, sessions that explain them, what was asked, and whether it was understood."""
