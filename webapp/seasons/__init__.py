"""What a season of the game is made of: facts as data, each with its source and how sure it is."""
