"""A running newsroom for tests: its home, its servers, its readers and its editors."""
