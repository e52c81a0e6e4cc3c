"""The demo newsroom: an invented town's paper, its pieces, its prints and what builds them."""
