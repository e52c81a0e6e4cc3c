"""Pictures at the desk: their form, what is dropped on the sheet, which look alike, where used."""
