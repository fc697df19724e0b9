"""What Battle.net answers, parsed at the door into frozen dataclasses."""
