"""What is looked at before a piece goes out."""
