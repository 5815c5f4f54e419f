"""Officials' pages of this room: the case, the desks of clerk and dispatcher, and the list of all."""
