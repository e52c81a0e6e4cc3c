"""Live lists: what is new in "Latest news" is sent to pages that are open."""
