"""Being told: the bell, how each person wishes to be told, and the notes on a piece."""
