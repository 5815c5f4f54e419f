"""Reads of petitions: lists, the panel, a resident's standing, earlier petitions as one bundle."""
