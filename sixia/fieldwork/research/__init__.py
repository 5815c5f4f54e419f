"""Field research: topics, sites, interviews, dissected cases, findings, and what became of them."""
