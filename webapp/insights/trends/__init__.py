"""Meta trends: what was played in the last seven days, beside the weeks before."""
