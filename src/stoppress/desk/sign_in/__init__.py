"""Signing in at the desk: passwords, passkeys, codes, sessions. django-allauth does the work."""
