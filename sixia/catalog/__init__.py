"""What can be asked and by which rules: categories, norms, duty lists, calendars, texts. Behaviour that is data."""
