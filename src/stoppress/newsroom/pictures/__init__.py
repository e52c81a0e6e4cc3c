"""Files of pictures: their size as readers see them, and what published copies carry."""
