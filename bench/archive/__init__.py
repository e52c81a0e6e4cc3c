"""An invented archive of any size: ten years of the demo newspaper's town, to measure with."""
