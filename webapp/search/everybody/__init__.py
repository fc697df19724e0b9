"""A question over the members of all guilds that somebody may see, answered while it is read."""
