"""The stand-in for Battle.net's sign-in: an OpenID provider with a cast of people to be."""
