"""The prints, one file each."""
