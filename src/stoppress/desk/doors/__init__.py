"""The desk's doors: who may change what, what a request may send, what a page may load."""
