"""Where to go next: places by need and by silence, plans for a day and a month, and samples drawn by lot."""
