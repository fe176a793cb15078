"""Earlier signals: years of them from a sheet, and all of them into one again."""
