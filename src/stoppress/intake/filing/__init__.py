"""Items become pieces of the newsroom, in batches that are taken whole or not at all."""
