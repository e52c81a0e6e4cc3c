"""Previews: a piece as its readers, search engines and other sites will show it."""
