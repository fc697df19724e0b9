"""Libraries for outside services; they know neither Flask nor the database."""
