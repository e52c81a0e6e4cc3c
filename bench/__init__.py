"""Programs that measure Stoppress, and print tables."""
