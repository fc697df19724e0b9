"""Who of a guild was seen in its raids, by the reports on Warcraft Logs."""
