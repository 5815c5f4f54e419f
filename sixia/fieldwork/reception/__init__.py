"""Reception: the days on which leaders receive residents, who comes, and what becomes of it. Knows cases and promises."""
