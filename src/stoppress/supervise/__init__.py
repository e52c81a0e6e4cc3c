"""The processes of a newsroom: starting, watching, restarting and ending them."""
