"""Django takes these, by their names, before Wagtail's: the newsroom stands before it."""
