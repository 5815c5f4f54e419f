"""Officials' pages of this room."""
