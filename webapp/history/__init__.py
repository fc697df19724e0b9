"""What characters were like and did: written where the present changes, kept, thinned, archived."""
