"""The tests of Stoppress, one folder a room, and ``world``: newsrooms for them to stand in."""
