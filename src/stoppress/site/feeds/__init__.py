"""RSS, Atom and JSON feeds of an edition and of each section, topic and author in it."""
