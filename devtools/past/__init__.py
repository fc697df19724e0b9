"""A made-up past of the demo guild, so that pages about history have something to show."""
