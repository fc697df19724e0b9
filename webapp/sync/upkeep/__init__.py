"""What happens beside the sync: looks at pages are counted, and nothing personal outlives its time."""
