"""What a Python file must not do. Each finder takes one file and returns complaints that say what to do."""
