"""The reader's site: what each fragment and page shows, and the looks."""
