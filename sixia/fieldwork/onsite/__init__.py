"""On-site offices: a leader and the units concerned meet on the spot, every item leaves with a decision; and calls of units."""
