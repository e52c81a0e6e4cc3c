"""The desk's catalogs: what they have to hold, and the program that brings them up to date."""
