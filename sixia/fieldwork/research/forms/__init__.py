"""Forms of this room. Each asks only what nothing else knows, and says in its help text who uses it."""
