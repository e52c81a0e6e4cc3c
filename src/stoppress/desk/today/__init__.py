"""Today, the desk's first page: what needs somebody, the hours of the day, a board by state."""
