"""The front at the desk: what stands in which slot, arranged as a draft, shown when it is ready."""
