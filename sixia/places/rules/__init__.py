"""Rules of the territory that need no database: codes and paths, lists of a year, shapes, names in a text."""
