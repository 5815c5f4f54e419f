"""Going down to the people: the house of the rooms for visits and the four kinds of them."""
