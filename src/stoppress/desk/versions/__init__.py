"""Versions of a piece: who wrote what and when, the words that changed, and going back to one."""
