"""Sharing a piece before it is out: links for a day, and the page that they show."""
