"""Pure rules of papers: kinds and their parts, outlines, what values look like in print."""
