"""The verbs of the newsroom, one file each. Desk, command line and importers call these."""
