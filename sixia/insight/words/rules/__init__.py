"""Pure reading of texts: characters, named things, hints. Knows no table and no model."""
