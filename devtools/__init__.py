"""What ./dev runs: set-up, embedded servers, the supervisor, test and bench runners."""
