"""Built-in Word templates and the typst sheets of PDF, by language: the official layout, and a plain letter."""
