"""Bodies of any format become the newsroom's typed blocks."""
