"""Programs of the project that no newsroom needs: they make files that the package carries."""
