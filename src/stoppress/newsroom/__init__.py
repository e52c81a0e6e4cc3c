"""The newsroom: what is written, by whom, and when it may be read."""
