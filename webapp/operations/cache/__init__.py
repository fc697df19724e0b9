"""The health of what is stored: of the whole server, and of one guild."""
