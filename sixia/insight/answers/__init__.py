"""What was answered before to the same question, and was accepted: for whoever asks, whoever hears it and whoever answers."""
