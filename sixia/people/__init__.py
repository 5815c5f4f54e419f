"""Accounts, units, posts: who may act for whom, where, since when; recusal."""
