"""One file per command: it reads arguments, asks the module that does the work, and prints what came of it."""
