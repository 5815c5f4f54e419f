"""Pages of briefs and outlines, for one reader each."""
