"""The web servers that the edge runs under, and what each needs besides."""
