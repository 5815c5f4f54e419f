"""What is heard, read together: suggestions with reasons, the same issue, hot issues, figures, and where to go next."""
