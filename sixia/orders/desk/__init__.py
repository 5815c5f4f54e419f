"""Officials' pages of this room: a unit's worklist and the moves on an order."""
