"""Files that officers send."""
