"""Names that people want looked for among files of an older tool."""
