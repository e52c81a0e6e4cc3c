"""What stands around every page of the desk: the menu, the paper's name, the box to find with."""
