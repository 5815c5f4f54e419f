"""Pages of hot issues and early warnings for those who answer for a territory."""
