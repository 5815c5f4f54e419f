"""Work without a network: devices, what they take along, and the packets they send. Knows the field rooms."""
