"""Corrections at the desk: all that were made, the newest first."""
