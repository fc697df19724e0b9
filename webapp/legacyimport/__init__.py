"""Character files of older tools: read at a door that runs nothing of them, and turned into typed records."""
