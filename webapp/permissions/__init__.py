"""Who may do what: the whole policy, and where it is stored."""
