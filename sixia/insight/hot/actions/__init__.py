"""The only writers: issues kept up with the voices, weekly counts and warnings, and what people decide on them."""
