"""What guilds are told: rules, copies for people, and deliveries; it reads what others wrote."""
