"""Pieces at the desk: the list of all, one line of it, and what is done with many at once."""
