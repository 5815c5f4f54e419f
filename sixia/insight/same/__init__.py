"""Which cases may be about the same matter, and why: for the resident, the clerk and the dispatcher. A person decides."""
