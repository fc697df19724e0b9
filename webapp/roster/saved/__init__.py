"""Views of a roster under a name: those that come with the product, a guild's, and each person's own."""
