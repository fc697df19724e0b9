"""The language of the roster's search field: read, explained, suggested, and turned into SQL."""
