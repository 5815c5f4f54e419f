"""What belongs to one issue, how hot it is and why, what is unusual: pure. Knows no table."""
