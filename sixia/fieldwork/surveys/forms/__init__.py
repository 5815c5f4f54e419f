"""Forms of this room: those of officials, and survey forms as a page."""
