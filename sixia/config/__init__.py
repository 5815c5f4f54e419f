"""Settings, addresses, command line and wiring. Imports all rooms; imported by none."""
