"""Base templates, components, slots, lists and static files. Knows no room."""
