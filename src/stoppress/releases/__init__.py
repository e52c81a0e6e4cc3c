"""What happens when a new release comes: its pages are made beside or after the old ones."""
