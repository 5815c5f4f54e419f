"""What can be said of a survey form and its answers without a database; pure."""
