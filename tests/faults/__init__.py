"""What breaks around the newsroom, and what readers and editors then see."""
