"""Officials' pages of petitions: lists, moves, documents, register and intake."""
