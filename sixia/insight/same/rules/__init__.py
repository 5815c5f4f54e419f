"""Pure rules of the same matter: how alike two texts are, and how that is said. No Django."""
