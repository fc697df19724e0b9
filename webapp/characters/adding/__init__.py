"""Add a character by hand: region, realm, name, then a look at Battle.net by a worker."""
