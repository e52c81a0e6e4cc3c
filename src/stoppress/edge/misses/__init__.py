"""Misses: a page that is not stored is made by the origin, then answered from the store."""
