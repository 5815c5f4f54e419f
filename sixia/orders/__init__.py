"""A unit owes something by a date: issued, accepted or refused, arbitrated, extended, done. Knows not what for."""
