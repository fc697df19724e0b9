"""What officers say about members of a guild: roles, mains and notes, whichever page asks."""
