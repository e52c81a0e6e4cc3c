"""The editor's guide: one page a task, shown at the desk."""
