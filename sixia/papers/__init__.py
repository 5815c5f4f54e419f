"""Papers: what is printed. Templates of units, official layout, Word and PDF; knows no kind of paper but those told to it."""
