"""Oversight: what officials have promised, and the leaders in charge of hard cases. Knows cases; no case knows of it."""
