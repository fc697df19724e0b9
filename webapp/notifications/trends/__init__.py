"""What guilds are told although no event says it: states that last, and how figures moved from day to day."""
