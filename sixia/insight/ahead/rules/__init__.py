"""How much a place needs a visit, and which places a plan takes. Pure."""
