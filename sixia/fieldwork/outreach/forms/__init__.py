"""What is filled in by hand in this room; each field says what it is for."""
