"""Template filters and tags of the reader's site."""
