"""The pure half of figures: what is counted, how numbers are added up, compared, and kept from pointing at anybody."""
