"""The press: turns changes of the newsroom into fragments in the store."""
