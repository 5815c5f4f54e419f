"""The catalog's pure half: what a profile says, how it is read and checked, and how it is asked. Knows no table."""
