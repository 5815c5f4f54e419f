"""Workshop tools: set-up, tests, lints. Not part of the product that runs."""
