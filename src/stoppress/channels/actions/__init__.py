"""What editors and commands do with channels and deliveries: one verb, one file."""
