"""What the clients of all outside services share: the error tree, the JSON door, tokens and retries."""
