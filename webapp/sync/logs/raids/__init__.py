"""Who was in a guild's raids, by its reports on Warcraft Logs."""
