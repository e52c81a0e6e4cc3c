"""The desk: where editors work, in Wagtail's admin."""
