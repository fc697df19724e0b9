"""Warcraft Logs: rankings of many characters in one question. Knows neither Flask nor the database."""
