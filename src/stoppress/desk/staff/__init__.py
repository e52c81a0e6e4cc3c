"""Who works here: accounts opened by invitation, what they may do, and how they are closed."""
