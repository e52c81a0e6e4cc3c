"""Inward: pieces of other systems become pieces of this newsroom.

A format's room (``ninjs``) reads its own properties into an ``Item``; everything after that knows
only ``Item``.
"""
