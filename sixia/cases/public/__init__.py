"""Residents' pages of this room: the whole surface that needs no account. Each reads through `queries`."""
