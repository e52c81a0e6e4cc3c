"""Writing a piece: the sheet, what stands beside it, and how it is published."""
