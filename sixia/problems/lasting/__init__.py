"""What is learned from problems and shall last: standing rules, the watch whether they come back, the topic of a month.

Tables and pure parts of these; their verbs, reads and pages lie in the room's ordinary drawers. Knows the table of problems by
name alone.
"""
