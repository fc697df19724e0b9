"""Characters for programs, each value with its age, source, state and certainty."""
