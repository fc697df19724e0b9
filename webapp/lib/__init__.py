"""What knows nothing of the product: clock, HTTP, governor, metrics, logs, names, errors."""
