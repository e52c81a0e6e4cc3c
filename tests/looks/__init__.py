"""Looks of the reader's site: pages joined from templates with sample pieces."""
