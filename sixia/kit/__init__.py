"""Library under everything: working time, flow engine, journal, jobs, sealed fields, text. Knows no word of the domain."""
