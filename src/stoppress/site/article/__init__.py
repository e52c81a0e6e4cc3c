"""The article page: its address, its text, its head, and “Read also”."""
