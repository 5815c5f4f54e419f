"""Files that people hand in: read by what they hold, sealed on the disk, committed to by the journal. Knows no room."""
