"""The one guarded client: every request that leaves the program is made here."""
