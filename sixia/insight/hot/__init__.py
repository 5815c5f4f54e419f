"""Hot issues and early warning: what many people say about one thing, why it is hot, and what rises against the season."""
