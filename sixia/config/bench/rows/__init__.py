"""One module per row of the goals; each has `measure(house) -> list[Measured]`."""
