"""The demo newsroom: an invented town's paper, its articles, its prints and what builds them."""
