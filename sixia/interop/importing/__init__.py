"""Bringing in what older systems hold: files, mapping files, and the walk through both; writes only through actions."""
