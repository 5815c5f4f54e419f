"""Backup and restore: one file that holds everything but the keys, whole and checked. Knows tables, not what they mean."""
