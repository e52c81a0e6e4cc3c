"""Items become articles of the newsroom, in batches that are taken whole or not at all."""
