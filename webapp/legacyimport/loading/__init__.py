"""Loading a character: from the database, else from a file of an older tool."""
