"""Warcraft Logs under `/wcl`: OAuth and GraphQL over the same world as Battle.net's answers."""
