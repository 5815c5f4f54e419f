"""What a text says: its characters, the places and things it names, and hints of haste, danger and personal data."""
